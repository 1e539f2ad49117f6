"""What stands before every answer: names this machine goes by, the token of a server others can reach, sizes, and the headers of safety."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lapwing.api.problems import problem

POLICY = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
SAFE = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
LARGEST_BODY = 64 * 1024  # bytes
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
COOKIE = "lapwing_token"


@dataclass(frozen=True, slots=True)
class Rules:
    """``hosts``: names a request may call this machine by, None for any; ``token``: what every request must show, None for nothing."""

    hosts: frozenset[str] | None = LOOPBACK
    token: str | None = None


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self.app = app
        self.rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SAFE.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refused = self._refused(Request(scope))
        await (refused or self._sized(scope))(scope, _counted(receive), safe)

    def _refused(self, request: Request) -> Response | None:
        """The answer to a request that gets no further."""
        # A foreign page can make its own name point at this machine; then it is its name that stands here.
        if self.rules.hosts is not None and _name(request.headers.get("host", "")) not in self.rules.hosts:
            return problem(403, "host", "this server answers on this machine's own names only")
        if self.rules.token is None:
            return None
        if _shows(request.headers, self.rules.token):
            return None
        return self._entering(request, self.rules.token)

    def _entering(self, request: Request, token: str) -> Response:
        """The token in the address is put into a cookie, so that it does not stay in the address."""
        pairs = parse_qsl(request.url.query, keep_blank_values=True)
        if request.method == "GET" and any(name == "token" and _same(value, token) for name, value in pairs):
            rest = urlencode([(name, value) for name, value in pairs if name != "token"])
            # Slashes at the front would make this another machine's address.
            path = "/" + request.url.path.lstrip("/\\")
            response = RedirectResponse(f"{path}?{rest}" if rest else path, 303)
            response.set_cookie(COOKIE, token, httponly=True, samesite="strict", path="/")
            return response
        return problem(401, "token", "this server asks for the token that it printed when it started: open its address with ?token=…")

    def _sized(self, scope: Scope) -> ASGIApp:
        length = Headers(scope=scope).get("content-length", "")
        too_large = length.isascii() and length.isdigit() and int(length[:20]) > LARGEST_BODY
        return problem(413, "too_large", f"a body may have {LARGEST_BODY} bytes") if too_large else self.app


def _counted(receive: Receive) -> Receive:
    """Refuses a body that goes on for too long without having said so."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > LARGEST_BODY:
            raise HTTPException(413, f"a body may have {LARGEST_BODY} bytes")
        return message

    return counted


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _shows(headers: Headers, token: str) -> bool:
    kind, _, value = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and _same(value.strip(), token):
        return True
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return False
    return cookie is not None and _same(cookie.value, token)


def _same(given: str, token: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "surrogatepass"), token.encode())


def own_origin(request: Request, token: str) -> str | None:
    """Why a request that changes something is refused; None where it comes from this server's own pages or a program with the token."""
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return "corrections are taken from this server's own pages only"
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        return "corrections are taken from this server's own pages only"
    if not _same(request.headers.get("x-lapwing-token", ""), token):
        return "a correction needs the token of /api/session in the header X-Lapwing-Token"
    return None
