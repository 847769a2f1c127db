"""Who looks at pages, and what each is held against: month.py says of what."""

import json
import os
import pathlib
import re
import sys
import time
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

portal = sys.argv[1]
links = json.loads(pathlib.Path(sys.argv[2]).read_text())
pictures = pathlib.Path(os.environ["PICTURES"]) if os.environ.get("PICTURES") else None
full = os.environ.get("BROWSER") == "full"
period = "2026-09"
phone, laptop = (360, 740), (1280, 800)
problems = []
# Seconds for what a busy machine takes its time for.
patience = 300


class Onlooker:
    """Somebody who looks at pages, on one device, and holds them against what is promised."""

    def __init__(self, browser, who, size, language):
        self.who, self.size, self.language = who, size, language
        self.browser = browser
        self.said = []

    def open(self, size, is_checked, state=None, scheme="light"):
        tongue = "zh-CN" if self.language == "zh" else "en-GB"
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale=tongue, bypass_csp=is_checked, storage_state=state,
            device_scale_factor=2 if size == phone and pictures else 1, color_scheme=scheme)
        context.set_default_timeout(patience * 1000)
        return context

    def look(self, name, page=None, size=None):
        """Holds what is shown against what pages promise; a page that is held against axe-core is one that has no policy."""
        page, size = page or self.page, size or self.size
        place = f"{name} of {self.who} at {size[0]} px in {self.language}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            problems.append(f"{place}: scrolls sideways by {wide} px")
        expected = "zh-Hans" if self.language == "zh" else "en"
        if page.evaluate("document.documentElement.lang") != expected:
            problems.append(f"{place}: is not in {expected}")
        if pictures:
            pictures.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=pictures / f"{name}-{self.who}-{size[0]}-{self.language}.png", full_page=True)

    def hold(self, name, page, size):
        """Looks at a page that has no policy, and holds it against axe-core."""
        self.look(name, page, size)
        self.check(name, page, size)

    def check(self, name, page, size):
        for violation in Axe().run(page).response["violations"]:
            nodes = ", ".join(" ".join(node["target"]) for node in violation["nodes"][:3])
            problems.append(f"{name} of {self.who} at {size[0]} px: {violation['id']}: {violation['help']} ({nodes})")


class Person(Onlooker):
    """Somebody who is signed in."""

    def __init__(self, browser, who, size, language):
        super().__init__(browser, who, size, language)
        self.context = self.open(size, False)
        self.page = self.context.new_page()
        self.listen(self.page)
        self.page.goto(links[who])
        self.look("link")
        self.page.get_by_role("button").click()
        self.page.wait_for_url(f"{portal}/")

    def listen(self, page):
        page.on("console", lambda message: self.said.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"{page.url}: {error}"))
        page.on("request", lambda request: self.asked(request.url))

    def asked(self, url):
        if not url.startswith(portal):
            problems.append(f"{self.who}: asks for {url}")

    def dark(self, paths):
        """Pages as a device shows them that is set to dark: nothing asks for it but the device."""
        state = self.context.storage_state()
        for size in (phone, laptop):
            page = self.open(size, True, state, "dark").new_page()
            for path in paths:
                page.goto(portal + path)
                name = f"dark-{path.strip('/').replace('/', '-') or 'home'}"
                self.hold(name, page, size)
                light = page.evaluate(
                    "(() => { const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number);"
                    " return (r + g + b) / 3; })()")
                if light > 60:
                    problems.append(f"{path} of {self.who} is not dark where the device is: {light}")
            page.context.close()

    def go(self, path, name=None):
        answer = self.page.goto(portal + path)
        if answer.status >= 400:
            problems.append(f"{self.who}: {path} is answered with {answer.status}")
        if name:
            self.look(name)
        return self.page

    def send(self, leads_to):
        """Touches the button that hands the form in, and comes to where it leads."""
        self.page.locator("main form button:not(.lesser)").click()
        self.page.wait_for_load_state()
        if not re.fullmatch(leads_to, urlsplit(self.page.url).path):
            alerts = self.page.locator("[role=alert]").all_inner_texts()
            problems.append(f"{self.who}: came to {self.page.url} and not to {leads_to}: {alerts}")

    def walk(self, most=60):
        """Every kind of page that links lead to, in both sizes, held against axe-core."""
        state = self.context.storage_state()
        languages = ["zh", "en"] if full or pictures else [self.language]
        own, kinds = self.language, set()
        for language in languages:
            self.language = language
            ahead, known, kinds, left = ["/"], {"/"}, set(), most
            held = [c for c in state["cookies"] if c["name"] != "merit-language"]
            told = [dict(held[0], name="merit-language", value="zh-Hans" if language == "zh" else "en")] if held else []
            mine = {"cookies": held + told, "origins": []}
            strict = {size: self.open(size, False, mine).new_page() for size in (phone, laptop)}
            free = {size: self.open(size, True, mine).new_page() for size in ((phone, laptop) if full else (self.size,))}
            for page in strict.values():
                self.listen(page)
            while ahead and left > 0:
                path = ahead.pop(0)
                kind = re.sub(r"/templates/[^/?]+/\d+", "/templates/version", re.sub(r"/edit/[^/?]+", "/edit/indicator", path))
                kind = re.sub(r"/rules/[^/?]+", "/rules/template", re.sub(r"/rows/[^/?]+", "/rows/indicator", kind))
                kind = re.sub(r"/[EMHO]\d+|/\d+(?=/|$)|/20\d\d-\d\d|\?.*", "", kind) or "/"
                if kind in kinds:
                    continue
                kinds.add(kind)
                left -= 1
                name = kind.strip("/").replace("/", "-") or "home"
                for size, page in strict.items():
                    answer = page.goto(portal + path)
                    if answer.status != 200:
                        problems.append(f"{self.who}: {path} is answered with {answer.status}")
                    if len(answer.body()) > 60_000:
                        problems.append(f"{self.who}: {path} has {len(answer.body())} bytes")
                    self.look(name, page, size)
                for size, page in free.items():
                    page.goto(portal + path)
                    self.check(path, page, size)
                # What stands above the page leads to pages, too.
                for link in page.locator("main a[href^='/'], header nav a[href^='/']").evaluate_all("all => all.map(a => a.getAttribute('href'))"):
                    # A table to be kept is no page.
                    is_file = re.search(r"[./](csv|xlsx)$", link.split("?")[0])
                    if link not in known and not link.startswith("/language") and not is_file:
                        known.add(link)
                        ahead.append(link)
            for page in [*strict.values(), *free.values()]:
                page.context.close()
        self.language = own
        return kinds

    def end(self):
        problems.extend(f"{self.who}: the console says {text}" for text in self.said)


def until(what, is_so, seconds=patience):
    """Waits for what a worker does."""
    ends = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > ends:
            problems.append(f"never came: {what}")
            raise SystemExit(report())
        time.sleep(0.3)


def report():
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def fill(person, share):
    """Gives each indicator that is rated a share of its points."""
    page = person.page
    for field in page.locator("main input[inputmode=decimal]").all():
        label = page.locator(f"label[for='{field.get_attribute('id')}']").inner_text()
        most = float(re.findall(r"\d+(?:\.\d+)?", label)[-1])
        field.fill(str(most * share))


def pages_of(person):
    """Of how many pages of A4 the paper is that somebody prints."""
    return len(re.findall(rb"/Type\s*/Page\b", person.page.pdf(format="A4")))
