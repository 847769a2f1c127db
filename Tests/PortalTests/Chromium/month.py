"""The whole month at the portal, in a real browser, as each kind of person.

    month.py PORTAL LINKS

PORTAL is where it is served, LINKS a file of JSON: a link for each person, by id. What breaks a promise is written to standard error, and the exit
status is 1: something on the console, a page that scrolls sideways, a rule of axe-core, a request to anybody else, an answer that is none.

With PICTURES every page is photographed into that folder. With BROWSER=full each is looked at in both languages and both sizes.
"""

import json
import os
import pathlib
import re
import sys
import time
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

portal = sys.argv[1]
links = json.loads(pathlib.Path(sys.argv[2]).read_text())
pictures = pathlib.Path(os.environ["PICTURES"]) if os.environ.get("PICTURES") else None
full = os.environ.get("BROWSER") == "full"
period = "2026-09"
phone, laptop = (360, 740), (1280, 800)
problems = []
# Seconds for what a busy machine takes its time for.
patience = 300


class Person:
    """Somebody who is signed in, on one device."""

    def __init__(self, browser, who, size, language):
        self.who, self.size, self.language = who, size, language
        self.browser = browser
        self.said = []
        self.context = self.open(size, False)
        self.page = self.context.new_page()
        self.listen(self.page)
        self.page.goto(links[who])
        self.look("link")
        self.page.get_by_role("button").click()
        self.page.wait_for_url(f"{portal}/")

    def open(self, size, is_checked, state=None):
        tongue = "zh-CN" if self.language == "zh" else "en-GB"
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale=tongue, bypass_csp=is_checked, storage_state=state,
            device_scale_factor=2 if size == phone and pictures else 1)
        context.set_default_timeout(patience * 1000)
        return context

    def listen(self, page):
        page.on("console", lambda message: self.said.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"{page.url}: {error}"))
        page.on("request", lambda request: self.asked(request.url))

    def asked(self, url):
        if not url.startswith(portal):
            problems.append(f"{self.who}: asks for {url}")

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
                    for violation in Axe().run(page).response["violations"]:
                        nodes = ", ".join(" ".join(node["target"]) for node in violation["nodes"][:3])
                        problems.append(f"{path} of {self.who} at {size[0]} px: {violation['id']}: {violation['help']} ({nodes})")
                for link in page.locator("main a[href^='/']").evaluate_all("all => all.map(a => a.getAttribute('href'))"):
                    # A table to be kept is no page.
                    if link not in known and not link.startswith("/language") and not link.split("?")[0].endswith(".csv"):
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


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])
    employee = Person(browser, "E017", phone, "zh")
    supervisor = Person(browser, "M02", laptop, "en")
    hr = Person(browser, "H01", laptop, "zh")
    operator = Person(browser, "O01", laptop, "en")
    month = f"/month/{period}/of/E017"

    def figures():
        hr.go(month)
        return hr.page.locator("section[aria-labelledby=h-revisions] li").count()

    # One evaluates oneself on a phone; what was kept is there when one comes again.
    page = employee.go(f"/evaluate/{period}", "evaluate")
    fill(employee, 0.6)
    page.locator("main textarea").first.fill("想多学一些诊断工具。<script>alert(1)</script>")
    page.locator("main form button.lesser").click()
    page.wait_for_load_state()
    employee.go(f"/evaluate/{period}")
    if page.locator("main textarea").first.input_value() != "想多学一些诊断工具。<script>alert(1)</script>":
        problems.append("E017: the draft is lost")

    # Without a network nothing is handed in, and what was written is put back when there is one; the same where the network is lost on the way.
    said = "想多学一些诊断工具。写在地铁里。"
    page.locator("main textarea").first.fill(said)
    employee.context.set_offline(True)
    page.locator("main form button:not(.lesser)").click()
    page.locator("#device-offline").wait_for(state="visible")
    employee.look("offline")
    employee.context.set_offline(False)
    posts = lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    page.route("**/evaluate/**", posts)
    page.locator("main form button:not(.lesser)").click()
    page.wait_for_url("chrome-error://**")
    page.unroute("**/evaluate/**", posts)
    employee.said.clear()  # The browser says that there was no answer.
    employee.go(f"/evaluate/{period}", "offered")
    page.locator("#device-offer button").click()
    if page.locator("main textarea").first.input_value() != said:
        problems.append("E017: what was written without a network is lost")
    before = figures()
    employee.send("/")
    employee.go(f"/evaluate/{period}")
    if page.locator("#device-offer").is_visible():
        problems.append("E017: what was handed in is offered again")
    until("a revision with the self-evaluation", lambda: figures() > before)

    # The supervisor rates; a worker scores the month again with what both said.
    before = figures()
    supervisor.go(f"/evaluate/{period}/E017", "rate")
    fill(supervisor, 1)
    supervisor.send("/")
    until("a revision with what both said", lambda: figures() > before)
    before = figures()

    # HR delivers, once the scoring is over.
    def delivers():
        hr.go(f"/period/{period}/desk")
        return hr.page.get_by_role("link", name="送达").count() > 0

    until("a month to deliver", delivers)
    hr.look("desk")
    hr.page.get_by_role("link", name="送达").first.click()
    hr.page.locator("#until").fill("2000-01-01 18:00")
    hr.page.locator("main form button:not(.lesser)").click()
    hr.page.wait_for_load_state()
    if hr.page.locator("[role=alert]").count() != 1:
        problems.append("H01: a day that is over is taken as one until which to answer")
    hr.look("refused")
    hr.said.clear()  # The browser says that the answer was 422.
    # It was not taken: whoever turns to the other language meanwhile, which leads elsewhere, is offered it again.
    form = urlsplit(hr.page.url).path
    for _ in range(2):
        hr.page.locator("a[href^='/language']").click()
        hr.page.wait_for_load_state()
    hr.go(form)
    if not hr.page.locator("#device-offer").is_visible():
        problems.append("H01: what was refused is not kept")
    hr.page.locator("#until").fill(time.strftime("%Y-%m-%d 18:00", time.localtime(time.time() + 10 * 86400)))
    hr.send("/")

    # One looks at it, and objects.
    employee.go("/")
    employee.look("home")
    employee.page.get_by_role("link", name="确认或提出异议").click()
    employee.look("month")
    # A worker reads the tickets behind a number, while the page looks again by itself.
    employee.page.locator("button[formaction$='/rows/response_time']").click()
    employee.page.wait_for_selector("table.rows", timeout=patience * 1000)
    employee.look("rows")
    employee.page.get_by_role("link", name="提出异议").click()
    employee.page.locator("input[name='rows.response_time']").first.check()
    employee.page.select_option("#kind", "figure")
    employee.page.select_option("#indicator", "response_time")
    employee.page.locator("#words").fill("平台时间不对：客户先打了电话。")
    employee.look("object")
    employee.send(f"/month/{period}")

    # HR upholds the appeal; the result is revised, delivered anew, and confirmed.
    hr.go(f"/period/{period}/desk")
    hr.page.get_by_role("link", name="数据有误").first.click()
    if hr.page.locator("input[name=picked]").count() != 1:
        problems.append("H01: the ticket that E017 picked is not before whoever decides")
    hr.look("appeal")
    hr.page.select_option("#status", "upheld")
    hr.page.locator("#words").fill("通话记录证实。")
    hr.page.locator("#value").fill("0.1")
    hr.send("/")
    until("the revision by the appeal", lambda: figures() > before)
    employee.go(f"/month/{period}")
    until("the result delivered anew", lambda: employee.go(f"/month/{period}").get_by_role("button", name="确认结果").count() == 1)
    employee.page.locator("#words").fill("谢谢。")
    employee.page.get_by_role("button", name="确认结果").click()
    employee.page.wait_for_load_state()
    if "已确认" not in employee.page.locator("section[aria-labelledby=h-answer]").inner_text():
        problems.append("E017: the result is not confirmed")

    # One reads the rules, and says so.
    employee.go("/rules", "rules")
    employee.page.get_by_role("link", name="确认知悉规则").click()
    employee.look("rules-acknowledge")
    employee.send("/rules")
    if employee.page.get_by_role("link", name="确认知悉规则").count() != 0:
        problems.append("E017: the rules are not acknowledged")

    # They talk about it; the sheet is one page of A4.
    supervisor.go(f"{month}/interview", "interview")
    supervisor.page.locator("main a.button").click()
    supervisor.page.locator("#said").fill("Calls back late in the evening.")
    supervisor.page.locator("#agreed").fill("A course in October.")
    supervisor.send(f"{month}/interview")
    sheet = supervisor.page.pdf(format="A4")
    pages = len(re.findall(rb"/Type\s*/Page\b", sheet))
    if pages != 1:
        problems.append(f"the sheet of an interview has {pages} pages")
    employee.go("/")
    employee.page.get_by_role("link", name="确认面谈记录").click()
    employee.look("acknowledge")
    employee.send("/")

    # A proposal is decided with its evidence before one's eyes, one at a time.
    hr.go(f"/period/{period}/desk")
    # Many are grouped by what they propose.
    hr.page.locator("section[aria-labelledby=proposals] tbody a").first.click()
    hr.look("proposals")
    hr.page.locator("main tbody a[href^='/proposal/']").first.click()
    hr.look("proposal")
    hr.page.select_option("#status", "declined")
    hr.page.locator("#words").fill("先谈一次。")
    hr.send("/")

    # HR changes rules: a mistake is told beside its field, a worker checks the draft, it is tried on past months and published.
    hr.go("/templates", "templates")
    hr.page.locator("main tbody a").first.click()
    hr.page.get_by_role("link", name="权重与等级").click()
    bound = hr.page.locator("[id='grades.0.at_least']")
    bound.fill("很高")
    hr.page.locator("main form button:not(.lesser)").click()
    hr.page.wait_for_load_state()
    if hr.page.locator(".field.wrong [role=alert]").count() != 1 or bound.input_value() != "很高":
        problems.append("H01: a grade that begins at no number is taken, or lost")
    hr.look("template-refused")
    hr.said.clear()  # The browser says that the answer was 422.
    bound.fill("88")
    hr.send(r"/templates/[^/]+/\d+")
    draft = urlsplit(hr.page.url).path
    until("the check of the draft", lambda: hr.go(draft).get_by_role("link", name="发布").count() == 1)
    hr.look("template")
    for name in ("compare", "try", "sheet"):
        hr.go(f"{draft}/{name}", f"template-{name}")
    # As YAML, too: what is wrong stands below its line, and what was written stays.
    text = hr.go(f"{draft}/yaml", "template-yaml").locator("#document")
    written = text.input_value().replace("at_least: 88", "at_least: 很高")
    text.fill(written)
    hr.page.locator("main form button:not(.lesser)").click()
    hr.page.wait_for_load_state()
    if "很高" not in hr.page.locator(".lines li:has(.problem)").first.inner_text() or text.input_value() != written:
        problems.append("H01: a line of YAML that is wrong is not told, or lost")
    hr.look("template-yaml-refused")
    hr.said.clear()  # The browser says that the answer was 422.

    # What the quarter's review found is decided, one at a time.
    hr.go(f"/period/{period}/quarter")
    hr.page.locator("main a[href^='/finding/']").first.click()
    hr.look("finding")
    hr.page.select_option("#status", "declined")
    hr.page.locator("#words").fill("下季度再看。")
    hr.send(f"/period/{period}/quarter")
    if "下季度再看" not in hr.page.locator("main").inner_text():
        problems.append("H01: the quarter does not say what was decided")

    hr.go(f"{draft}/publish")
    hr.page.locator("#consulted_on").fill("2026-09-01")
    hr.page.locator("#consultation").fill("工会，书面征求，无异议。")
    hr.look("template-publish")
    hr.send(draft)
    if "工会" not in hr.page.locator("main").inner_text():
        problems.append("H01: the version bears no consultation")

    # Whoever runs the queue says why.
    operator.go("/queue", "queue")
    operator.page.get_by_role("link", name="Pause everything").click()
    operator.page.locator("#why").fill("disk is full")
    operator.send("/queue")
    if "disk is full" not in operator.page.locator("main").inner_text():
        problems.append("O01: the queue is not paused")
    operator.page.get_by_role("link", name="Resume everything").click()
    operator.page.locator("#why").fill("there is room")
    operator.send("/queue")

    # Everything that each is led to.
    kinds = {who.who: who.walk() for who in (employee, supervisor, hr, operator)}
    for who, led in kinds.items():
        print(f"{who} was led to {len(led)} kinds of pages: {' '.join(sorted(led))}")
    for who, wanted in {
        "E017": {"/month", "/month/of/history", "/month/of/interview"}, "M02": {"/period", "/month/of", "/period/department"},
        "H01": {"/periods", "/period/desk", "/periods/ask", "/period/set", "/period/quarter", "/period/rules/template",
                "/templates", "/templates/version", "/templates/version/sheet", "/templates/version/compare",
                "/templates/version/try", "/templates/version/edit", "/templates/version/edit/indicator", "/templates/version/yaml", "/finding"},
        "O01": {"/queue", "/job"},
    }.items():
        if not wanted <= kinds[who]:
            problems.append(f"{who} is not led to {sorted(wanted - kinds[who])}")
    for person in (employee, supervisor, hr, operator):
        person.end()
    browser.close()

sys.exit(report())
