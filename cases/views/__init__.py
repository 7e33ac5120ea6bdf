from cases.views.cases import case_detail, case_list
from cases.views.comparing import comparison
from cases.views.home import home
from cases.views.observations import observation_detail, observation_list, question_answer
from cases.views.reporting import me_too, observation_report
from cases.views.revising import observation_revise, observation_withdraw

__all__ = [
    "case_detail",
    "case_list",
    "comparison",
    "home",
    "me_too",
    "observation_detail",
    "observation_list",
    "observation_report",
    "observation_revise",
    "observation_withdraw",
    "question_answer",
]
