"""Who may listen, and that nothing a client says can break the server."""

import json
from collections.abc import Callable, Iterator

import pytest
import websocket

from tests.ears import Ears, Refused, settle
from tests.people import Cast, Staff
from tests.served import Served, command

PASSWORD = "another-hall-4711"


@pytest.fixture(scope="module")
def elsewhere(served: Served) -> Staff:
    """A clerk of a town's hall."""
    added = command(
        served.data, "staff", "add", "louguan01", "--name", "楼观1号", "--role", "clerk@louguan", "--password", PASSWORD
    )
    assert added.returncode == 0, added.stderr
    return Staff(served, "louguan01", PASSWORD)


def refused(listen: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        listen()
    problem = refusal.value.data["data"]
    assert refusal.value.data["message"] == problem["code"]
    assert {"title", "detail", "status"} <= problem.keys()
    return str(problem["code"])


def test_a_stranger_hears_nothing_at_a_desk(ears: Ears) -> None:
    assert refused(lambda: ears.desk(None)) == "not_signed_in"
    assert refused(lambda: ears.desk("hall_session=made-up")) == "not_signed_in"


def test_staff_hear_their_own_hall_alone(cast: Cast, ears: Ears, elsewhere: Staff) -> None:
    assert refused(lambda: ears.desk(elsewhere.cookie)) == "foreign_hall"
    assert ears.desk(elsewhere.cookie, hall="louguan").snapshot["hall"] == "louguan"
    assert refused(lambda: ears.desk(cast.clerk(3).cookie, hall="louguan")) == "foreign_hall"


def test_administrators_have_no_place_at_a_desk(cast: Cast, ears: Ears) -> None:
    assert refused(lambda: ears.desk(cast.person("auditor").cookie)) == "forbidden"


def test_what_happens_in_one_hall_is_not_told_in_another(cast: Cast, ears: Ears, elsewhere: Staff) -> None:
    screen, desk = ears.screen("louguan"), ears.desk(elsewhere.cookie, hall="louguan")
    here = ears.screen()
    cast.kiosk.take("cross-region")
    cast.clerk(30).serve(cast.clerk(30).called())
    here.wait("ticket_left")
    settle(screen, desk)
    assert screen.facts == desk.facts == []


class Raw:
    """A websocket without any client's good manners."""

    def __init__(self, served: Served, namespace: str = "/display") -> None:
        address = served.base_url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
        self.line = websocket.create_connection(address, timeout=10)
        self.namespace = namespace
        assert str(self.line.recv()).startswith("0")

    def say(self, text: str) -> None:
        self.line.send(text)

    def join(self, auth: object) -> str:
        self.say(f"40{self.namespace},{json.dumps(auth)}")
        return self.hear(("40", "44"))

    def hear(self, kinds: tuple[str, ...]) -> str:
        """The next packet that begins so; "" once the server has closed."""
        while True:
            try:
                said = self.line.recv()
            except (websocket.WebSocketConnectionClosedException, ConnectionError):
                return ""
            if not said or (isinstance(said, str) and said.startswith(kinds)):
                return str(said)

    def close(self) -> None:
        self.line.shutdown()


@pytest.fixture
def raw(served: Served) -> Iterator[Callable[..., Raw]]:
    lines: list[Raw] = []

    def opened(namespace: str = "/display") -> Raw:
        lines.append(Raw(served, namespace))
        return lines[-1]

    yield opened
    for line in lines:
        line.close()


WISHES: list[object] = [
    [],
    ["hall"],
    "zhouzhi",
    7,
    True,
    {},
    {"hall": None},
    {"hall": ["zhouzhi"]},
    {"hall": "zhouzhi", "after": 1.5},
    {"hall": "zhouzhi", "after": 10**30},
    {"hall": "zhouzhi", "window": 10**30},
    {"hall": "zhouzhi", "window": "x"},
    {"hall": "zhouzhi\x00", "zone": "\ud800"},
    {"hall": "zhouzhi", "device_token": "hd_made-up"},
    {"ticket": {"id": 1}},
    {"ticket": "x" * 60_000},
    {"hall": "zhouzhi' OR 1=1 --"},
]


@pytest.mark.parametrize("namespace", ["/display", "/desk", "/visitor"])
def test_odd_wishes_are_refused_with_a_problem(raw: Callable[..., Raw], namespace: str) -> None:
    for wish in WISHES:
        answer = raw(namespace).join(wish)
        assert answer.startswith(f"44{namespace},"), (wish, answer)
        problem = json.loads(answer.removeprefix(f"44{namespace},"))
        assert problem["data"]["status"] in (401, 404, 422), (wish, problem)


SAID = [
    '42/display,["resume"]',
    '42/display,["resume",{"after":-1}]',
    '42/display,["resume",{"after":"x"}]',
    '42/display,["resume",{"after":1e400}]',
    '42/display,["resume",{"after":[]},{"after":0},3]',
    '42/display,["announced",{"seq":99999999999999999999}]',
    '42/display,["sound_blocked"]',
    '42/display,["stale",{"since":{}}]',
    '42/display,["connect",{},{"hall":"zhouzhi"}]',
    '42/display,["disconnect"]',
    '42/display,["admitted"]',
    '42/display,["trigger_event","connect"]',
    '42/display,["no_such_event",1,2,3]',
    "42/display,[1]",
    "42/display,[null]",
    '42/display,[["resume"]]',
    '42/desk,["resume",{"after":0}]',
    '42/nowhere,["resume",{"after":0}]',
    '42/display,1["resume",{"after":"x"}]',
    '40/display,{"hall":"zhouzhi"}',
    "40/nowhere,{}",
    "41/desk,",
]


def test_odd_messages_are_passed_over(raw: Callable[..., Raw], cast: Cast) -> None:
    line = raw()
    assert line.join({"hall": "zhouzhi"}).startswith("40/display,")
    for said in SAID:
        line.say(said)
    cast.kiosk.take("cross-region")
    ticket = cast.clerk(30).called()
    assert f'"ticket":"{ticket["number"]}"' in line.hear(('42/display,["ticket_called"',)), "it still hears what it may"
    cast.clerk(30).serve(ticket)


BROKEN = [
    "",
    "9",
    "garbage",
    "4",
    "4garbage",
    "49/display,",
    "42",
    "42/display,",
    "42/display,{",
    "42/display,[]",
    "42/display,{}",
    "45/display,x",
    '451-/display,["resume",{"_placeholder":true,"num":0}]',
    "45999999-/display,[]",
    "43/display,7[]",
    "4" * 100,
    "4" + "[" * 50_000,
    "x" * 70_000,
]


def test_broken_packets_end_their_own_connection_at_most(raw: Callable[..., Raw], cast: Cast, served: Served) -> None:
    for packet in BROKEN:
        line = raw()
        line.join({"hall": "zhouzhi"})
        line.say(packet)
        binary = raw()
        binary.join({"hall": "zhouzhi"})
        binary.line.send_binary(packet.encode())
    listening = raw()
    assert listening.join({"hall": "zhouzhi"}).startswith("40/display,")
    assert listening.hear(('42/display,["head"',))
    assert cast.stranger.ask("/halls")["items"]
    assert not served.trouble, served.trouble
