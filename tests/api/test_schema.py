"""Whatever is asked, the answer is one of those the OpenAPI description names, and never a breakdown."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings

schemathesis = pytest.importorskip("schemathesis")

from schemathesis.generation import GenerationMode  # noqa: E402

OPERATIONS = 20  # of the description: a floor, so that none gets lost unseen
CHECKS = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_answers_keep_to_the_description(client: TestClient, mode: GenerationMode) -> None:
    token = client.get("/api/session").json()["token"]
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", client.app, headers={"Host": "localhost"})
    checks = schemathesis.checks.CHECKS.get_by_names(CHECKS)
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) >= OPERATIONS
    for operation in operations:
        if mode is GenerationMode.NEGATIVE and not list(operation.iter_parameters()) and not operation.body:
            continue  # nothing that could be wrong

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        def ask(case: Any) -> None:
            case.call_and_validate(headers={"Host": "localhost", "X-Lapwing-Token": token}, checks=checks)

        ask()
