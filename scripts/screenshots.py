"""What scripts/screenshots does; called by it."""

import os
import pathlib
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

report, pictures = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
pages = sys.argv[3:]
if not pages:
    first = ["index.html", "quarter.html"]
    for folder in ["departments", "people", "history", "rules"]:
        found = sorted(path.name for path in (report / folder).glob("*.html"))
        first += [f"{folder}/{found[len(found) // 3]}"] if found else []
    pages = [page for page in first if (report / page).exists()]
pictures.mkdir(parents=True, exist_ok=True)
problems = []

with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])
    for width, height in [(360, 740), (1280, 800)]:
        for scheme in ["light", "dark"]:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=2 if width < 700 else 1
            )
            page = context.new_page()
            said, asked = [], []
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: said.append(str(error)))
            page.on("request", lambda request: asked.append(request.url))
            for name in pages:
                said.clear()
                asked.clear()
                page.goto((report / name).as_uri())
                place = f"{name} at {width}, {scheme}"
                wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if wide > 0:
                    problems.append(f"{place}: scrolls sideways by {wide} px")
                problems += [f"{place}: the console says {text}" for text in said]
                problems += [f"{place}: asks for {url}" for url in asked if not url.startswith(report.as_uri())]
                # axe is put into the page by a script, which the page's own policy refuses: it is run where the policy is left out.
                checked = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=True)
                copy = checked.new_page()
                copy.goto((report / name).as_uri())
                for violation in Axe().run(copy).response["violations"]:
                    nodes = ", ".join(" ".join(node["target"]) for node in violation["nodes"][:3])
                    problems.append(f"{place}: {violation['id']}: {violation['help']} ({nodes})")
                checked.close()
                stem = name.removesuffix(".html").replace("/", "-")
                page.screenshot(path=pictures / f"{stem}-{width}-{scheme}.png", full_page=True)
            context.close()
    browser.close()

for problem in problems:
    print(problem, file=sys.stderr)
sys.exit(1 if problems else 0)
