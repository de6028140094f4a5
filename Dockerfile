# syntax=docker/dockerfile:1
# One file, one image per service:
#     docker build --build-arg SERVICE=ocr_extract --tag serein/ocr-extract .
#     docker build --target migrations --build-arg SERVICE=migrate --tag serein/migrate .
ARG PYTHON=python:3.11-slim

# Every wheel of the production lock, checked against its hash. The eight builds share this layer.
FROM ${PYTHON} AS wheels
WORKDIR /build
COPY requirements.prod.lock ./
RUN pip download --quiet --disable-pip-version-check --no-cache-dir \
        --require-hashes --no-deps --only-binary=:all: --requirement requirements.prod.lock --dest /wheels

# Of those wheels, the ones that this service needs; nothing comes from anywhere else.
FROM ${PYTHON} AS packages
ARG SERVICE
WORKDIR /build
COPY pyproject.toml ./
COPY deploy/service_requirements.py deploy/
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    python deploy/service_requirements.py "${SERVICE:?name the service: --build-arg SERVICE=ingest}" > wanted.txt \
    && python -m venv --without-pip /opt/serein \
    && pip --python /opt/serein/bin/python install --quiet --disable-pip-version-check --no-cache-dir \
        --no-index --find-links /wheels --requirement wanted.txt

# What every image has besides its service.
FROM ${PYTHON} AS base
ARG SERVICE
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="serein-${SERVICE}" \
      org.opencontainers.image.description="Serein, self-hostable pre-accounting: the service ${SERVICE}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.licenses="AGPL-3.0-or-later"

# A fixed number, so that volumes and policies can name it. The folders are here so that a volume put on them
# starts with the right owner, and so that a service without the volume runs on a read-only file system.
RUN groupadd --gid 10001 serein \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin serein \
    && install --directory --owner=10001 --group=10001 /var/lib/serein /var/lib/serein/blobs /var/lib/serein/handover

COPY --from=packages /opt/serein /opt/serein
WORKDIR /app
COPY LICENSE ./
COPY contracts contracts
COPY libs/__init__.py libs/
COPY libs/outside_text.py libs/
COPY libs/payment_references.py libs/
COPY libs/path_templates.py libs/
COPY libs/refusal.py libs/
COPY libs/terms.py libs/
COPY libs/texts.py libs/
COPY libs/confinement libs/confinement
COPY libs/files libs/files
COPY libs/images libs/images
COPY libs/reasons libs/reasons
COPY libs/service_kit libs/service_kit
COPY libs/ubl_schema libs/ubl_schema
COPY services/__init__.py services/

# The job that makes the database before the services start: the migrations of all of them, in one image.
FROM base AS migrations
COPY services services
ENV PATH=/opt/serein/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
HEALTHCHECK NONE
ENTRYPOINT ["python", "-m", "services.migrate"]

# One service; the last stage is what a build without --target makes.
FROM base AS service
ARG SERVICE
COPY services/${SERVICE} services/${SERVICE}
RUN /opt/serein/bin/python -m compileall -q /app

ENV PATH=/opt/serein/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    SERVICE=${SERVICE}
USER 10001:10001
EXPOSE 8000 8001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --start-interval=2s --retries=4 \
    CMD ["python", "-c", "import http.client, os, sys; c = http.client.HTTPConnection('127.0.0.1', int(os.environ.get('SEREIN_PORT', '8000')), timeout=3); c.request('GET', '/livez'); sys.exit(c.getresponse().status != 200)"]
ENTRYPOINT ["/bin/sh", "-c", "exec python -m \"services.${SERVICE}\""]
