"""The whole month at the portal, in a real browser, as each kind of person.

    month.py PORTAL LINKS

PORTAL is where it is served, LINKS a file of JSON: a link for each person, by id. What breaks a promise is written to standard error, and the exit
status is 1: something on the console, a page that scrolls sideways, a rule of axe-core, a request to anybody else, an answer that is none.

With PICTURES every page is photographed into that folder. With BROWSER=full each is looked at in both languages and both sizes.
"""

import os
import pathlib
import sys
import time
from urllib.parse import urlsplit

sys.dont_write_bytecode = True

from playwright.sync_api import sync_playwright

from eyes import Person, fill, laptop, pages_of, patience, period, phone, pictures, problems, report, until
from strangers import of_ended_sessions, of_guesses, of_strangers

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
    if pages_of(supervisor) != 1:
        problems.append(f"the sheet of an interview has {pages_of(supervisor)} pages")
    employee.go("/")
    employee.page.get_by_role("link", name="确认面谈记录").click()
    employee.look("acknowledge")
    employee.send("/")

    # However much was said, the sheet is one page, with where it is signed; what is cut stands whole elsewhere.
    for who, text in [("E016", "谈了很久，也写了很多。" * 1000), ("E018", "Wide Words Were Written. " * 1500 + "\n" * 300)]:
        sheet = f"/month/{period}/of/{who}/interview"
        for number in range(3):
            supervisor.go(f"{sheet}/record")
            supervisor.page.locator("#said").fill(f"{number} {text}")
            supervisor.page.locator("#agreed").fill(f"{number} {text}")
            supervisor.send(sheet)
        if pages_of(supervisor) != 1:
            problems.append(f"the sheet of a long interview about {who} has {pages_of(supervisor)} pages")
        # As wide as the paper is.
        supervisor.page.set_viewport_size({"width": 680, "height": 990})
        supervisor.page.emulate_media(media="print")
        ends = supervisor.page.evaluate(
            "['.sheet', '.signs', 'p.printed'].map(name => document.querySelector(name).getBoundingClientRect().bottom)")
        if max(ends[1:]) > ends[0] + 1:
            problems.append(f"where one signs the interview about {who} is cut off: {ends}")
        if pictures:
            supervisor.page.screenshot(path=pictures / f"paper-interview-{who}.png", full_page=True)
        supervisor.page.emulate_media(media="null")
        supervisor.page.set_viewport_size({"width": laptop[0], "height": laptop[1]})

    # A month that is not delivered is rated again in a round: each of the supervisors is led to it.
    hr.go("/period/2026-08/calibrate", "calibrate")
    hr.page.locator("#title").fill("8 月，接近等级线")
    hr.page.locator("#people").fill("E016\nE018")
    hr.page.locator("#raters").fill("M01\nM02")
    hr.page.locator("#until").fill(time.strftime("%Y-%m-%d 18:00", time.localtime(time.time() + 5 * 86400)))
    hr.send("/raters")
    supervisor.go("/")
    supervisor.page.get_by_role("link", name="Rating again, in a round").first.click()
    supervisor.look("calibration")

    # A repair is reported from a link that brings its ticket.
    employee.go("/repair/T-1042", "repair-new")
    if employee.page.locator("#ticket").input_value() != "T-1042":
        problems.append("E017: the link does not bring the number of the ticket")
    employee.page.select_option("#fixed", "true")
    employee.page.locator("#note").fill("更换了主板。")
    employee.send("/repair")
    if "更换了主板。" not in employee.page.locator("main").inner_text():
        problems.append("E017: the report of a repair is not there")

    # Payroll is given a batch, which is the same to whoever takes it.
    hr.go("/payroll")
    hr.page.get_by_role("link", name="生成新批次").click()
    hr.page.select_option("#period", period)
    hr.send("/payroll")
    hr.look("payroll-batch")
    for name, begins in [("CSV", b"\xef\xbb\xbf"), ("XLSX", b"PK")]:
        with hr.page.expect_download() as download:
            hr.page.get_by_role("link", name=name, exact=True).first.click()
        taken = pathlib.Path(download.value.path()).read_bytes()
        if name == "XLSX" and not taken.startswith(begins) or name == "CSV" and b"E017" not in taken:
            problems.append(f"H01: the batch as {name} is none: {taken[:60]!r}")

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
    hr.page.locator("main a[href^='/theme/']").first.click()
    hr.look("theme")
    hr.page.select_option("#status", "accepted")
    hr.page.locator("#words").fill("七天内回访。")
    hr.send(f"/period/{period}/quarter")
    if "七天内回访" not in hr.page.locator("main").inner_text():
        problems.append("H01: the quarter does not say what was decided about complaints")

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
        "E017": {"/month", "/month/of/history", "/month/of/interview", "/sessions", "/standing", "/repair", "/repair/new"},
        "M02": {"/period", "/month/of", "/period/department", "/calibration/of", "/standings", "/standing/of", "/team", "/raters"},
        "H01": {"/periods", "/period/desk", "/periods/ask", "/period/set", "/period/quarter", "/period/rules/template",
                "/templates", "/templates/version", "/templates/version/sheet", "/templates/version/compare",
                "/templates/version/try", "/templates/version/edit", "/templates/version/edit/indicator", "/templates/version/yaml",
                "/finding", "/theme", "/results", "/raters", "/payroll", "/payroll/make"},
        "O01": {"/queue", "/job"},
    }.items():
        if not wanted <= kinds[who]:
            problems.append(f"{who} is not led to {sorted(wanted - kinds[who])}")
    employee.dark(["/", f"/month/{period}", f"/evaluate/{period}", "/rules", f"/month/{period}/of/E017/history"])
    supervisor.dark([f"/period/{period}", f"/team/{period}", f"{month}/interview", "/raters"])
    hr.dark([f"/period/{period}/desk", "/results", "/templates", f"/period/{period}/quarter", "/queue"])
    of_strangers(browser)
    of_ended_sessions(employee)
    for person in (employee, supervisor, hr, operator):
        person.end()
    of_guesses(browser)
    browser.close()

sys.exit(report())
