"""A constraint cannot look into another table: a trigger does, on both engines.

On SQLite, changing the table `claims_cohortcase` later rebuilds it without its triggers: such a
migration creates this one again.
"""

from django.db import migrations

OTHER = """(SELECT publisher_id FROM cases_case WHERE id = NEW.case_id)
    <> (SELECT publisher_id FROM claims_cohort WHERE id = NEW.cohort_id)"""
NAME = "cohort_case_of_its_publisher"
CREATE = {
    "sqlite": [
        f"CREATE TRIGGER {NAME}_{act.lower()} BEFORE {act} ON claims_cohortcase WHEN {OTHER} "
        f"BEGIN SELECT RAISE(ABORT, '{NAME}'); END"
        for act in ("INSERT", "UPDATE")
    ],
    "postgresql": [
        f"""CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {OTHER} THEN
                RAISE EXCEPTION '{NAME}' USING ERRCODE = '23514';
            END IF;
            RETURN NEW;
        END $$""",
        f"""CREATE TRIGGER {NAME} BEFORE INSERT OR UPDATE ON claims_cohortcase
        FOR EACH ROW EXECUTE FUNCTION {NAME}()""",
    ],
}
DROP = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {NAME}_{act}" for act in ("insert", "update")],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS {NAME} ON claims_cohortcase",
        f"DROP FUNCTION IF EXISTS {NAME}()",
    ],
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_prepare_cohorts")]

    operations = [migrations.RunPython(create, drop)]
