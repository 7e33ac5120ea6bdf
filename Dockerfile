# One image for web, worker and beat; docker-compose.yml says which one a container is.

FROM python:3.13.9-slim-bookworm AS packages
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
RUN python -m pip install --no-cache-dir uv==0.13.9
WORKDIR /app
COPY requirements.txt .
RUN python -m venv --without-pip .venv \
    && uv pip install --no-cache --python .venv/bin/python --requirement requirements.txt

FROM python:3.13.9-slim-bookworm
# Debian's security fixes of these libraries are wanted whatever their version.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 poppler-utils \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --home-dir /data --create-home promesse \
    && chmod 700 /data
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    PROMESSE_HOME=/data STATIC_ROOT=/app/collected-static
COPY --from=packages /app/.venv .venv
COPY . .
# With a key and a home that stay in this step: the image holds neither.
RUN SECRET_KEY=only-to-collect-the-static-files-while-the-image-is-built \
    PROMESSE_HOME=/tmp/build python manage.py collectstatic --noinput --verbosity 0 \
    && rm -r /tmp/build
USER 10001
VOLUME /data
EXPOSE 8000
CMD ["script/process", "web"]
