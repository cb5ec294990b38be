"""Addresses are matched as they are declared, and can be built where somebody asks for one."""

import pytest
from flask import url_for
from werkzeug.routing import BuildError

from hall.edge.matching import MatchedRule
from tests.halls import COUNTY, County


def test_an_address_is_built_when_it_is_asked_for(one_county: County) -> None:
    rules = list(one_county.house.app.url_map.iter_rules())
    assert {type(rule) for rule in rules} == {MatchedRule}
    [rule] = [rule for rule in rules if rule.rule == "/api/v1/halls/<hall>/board"]
    with one_county.house.app.test_request_context():
        assert url_for(rule.endpoint, hall=COUNTY, lang="en") == f"/api/v1/halls/{COUNTY}/board?lang=en"
        assert url_for(rule.endpoint, hall="县 1") == "/api/v1/halls/%E5%8E%BF%201/board"
        with pytest.raises(BuildError):
            url_for(rule.endpoint)
