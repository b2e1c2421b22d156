# The workbench and its locked libraries; data, parameters and reports are mounted (docs/operations.md).
FROM python:3.11-slim

RUN useradd --uid 10001 --create-home workbench
WORKDIR /project

COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock

COPY workbench ./workbench
COPY notebooks ./notebooks
RUN pip install --no-cache-dir --no-deps --no-build-isolation --editable . \
    && mkdir reports parameters data && chown workbench reports

USER workbench
ENV WORKBENCH_ROOT=/project MPLCONFIGDIR=/tmp/matplotlib IPYTHONDIR=/tmp/ipython HOME=/tmp
VOLUME /tmp
ENTRYPOINT ["workbench"]
CMD ["run", "--quiet"]
