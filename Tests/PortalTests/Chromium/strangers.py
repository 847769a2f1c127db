"""What people see who are not signed in, or not any more, or where they have nothing to look for."""

import sys
from urllib.parse import urlsplit

from eyes import Onlooker, laptop, links, period, phone, portal, problems


def of_strangers(browser):
    """What people see before they are signed in, after it, and where something is not theirs."""
    for language in ("zh", "en"):
        for size in (phone, laptop):
            someone = Onlooker(browser, "nobody", size, language)
            page = someone.open(size, True).new_page()
            page.goto(portal + "/")
            if urlsplit(page.url).path != "/sign-in":
                problems.append(f"whoever is not signed in comes to {page.url}")
            someone.hold("sign-in", page, size)
            page.goto(portal + "/sign-in?kept=1&to=%2F")
            someone.hold("sign-in-kept", page, size)
            page.goto(links["E017"])
            someone.hold("link", page, size)
            # Another browser's proof, and a link that was used.
            page.context.clear_cookies()
            page.get_by_role("button").click()
            page.wait_for_load_state()
            someone.hold("error-forged", page, size)
            page.goto(links["E017"])
            page.get_by_role("button").click()
            page.wait_for_load_state()
            someone.hold("error-link", page, size)
            page.goto(portal + "/nothing/here")
            someone.hold("error-not-there", page, size)
            page.context.close()


def of_ended_sessions(person):
    """A page of somebody else's, and a form that is handed in after its session is gone: what was written stays."""
    state = person.context.storage_state()
    for size in (phone, laptop):
        page = person.open(size, True, state).new_page()
        page.goto(f"{portal}/month/{period}/of/E001")
        person.hold("error-not-theirs", page, size)
        page.goto(f"{portal}/month/{period}/object")
        page.locator("#words").fill("写了很久。")
        page.context.clear_cookies()
        page.locator("main form button:not(.lesser)").click()
        page.wait_for_load_state()
        if page.locator("input[name=words]").input_value() != "写了很久。":
            problems.append("what was written when the session was gone is lost")
        person.hold("error-signed-out", page, size)
        page.context.close()


def of_guesses(browser):
    """The last of all: from this address nobody comes in for a while then."""
    someone = Onlooker(browser, "nobody", phone, "en")
    page = someone.open(phone, True).new_page()
    page.goto(f"{portal}/link/{'A' * 43}")
    fields = {name: page.locator(f"input[name={name}]").input_value() for name in ("token", "door", "to")}
    for _ in range(200):
        answer = page.context.request.post(f"{portal}/link", form=fields, headers={"Origin": portal}, max_redirects=0)
        if answer.status == 429:
            break
    for size in (phone, laptop):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(f"{portal}/link/{'A' * 43}")
        page.get_by_role("button").click()
        page.wait_for_load_state()
        if "too often" not in page.locator("main").inner_text():
            problems.append("whoever guesses links is not told to wait")
        someone.hold("error-too-often", page, size)
    page.context.close()
