// What is written into a form stays on the device until the portal has taken it, whatever the network does meanwhile. Pages work without.
"use strict";
(() => {
    const prefix = "merit ";
    const day = 86_400_000;

    // A browser may refuse to keep anything.
    const attempt = (act) => {
        try {
            return act();
        } catch {
            return null;
        }
    };
    const read = (key) => attempt(() => JSON.parse(localStorage.getItem(key)));
    const write = (key, entry) => attempt(() => localStorage.setItem(key, JSON.stringify(entry)));
    const drop = (key) => attempt(() => localStorage.removeItem(key));
    const kept = () => {
        const keys = attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(prefix))) ?? [];
        return keys.map((key) => [key, read(key)]);
    };

    // A form stands on a page of its own, or on one of several things; what is refused comes back on the former.
    const isOf = (entry, place) => entry.path === place || entry.page === place;

    // The answer to what the portal took leads elsewhere; to what it did not, it is a page in itself.
    const [arrival] = performance.getEntriesByType("navigation");
    const taken = arrival?.redirectCount > 0 && document.referrer ? new URL(document.referrer).pathname : null;
    // Whoever comes behind somebody else at the same device does not find their words.
    const { person } = document.body.dataset;
    for (const [key, entry] of kept()) {
        const isOver = !entry || Date.now() - entry.at > 30 * day || (person && entry.person !== person);
        if (isOver || (entry.sent && isOf(entry, taken))) drop(key);
    }
    const unsend = () => {
        for (const [key, entry] of kept()) {
            if (entry?.sent && isOf(entry, location.pathname)) write(key, { ...entry, sent: false });
        }
    };
    unsend();
    addEventListener("pageshow", unsend);

    document.querySelector("form[action='/sign-out']")?.addEventListener("submit", () => {
        for (const [key] of kept()) drop(key);
    });

    const form = document.querySelector("form[data-kept]");
    if (!form) return;
    const path = form.getAttribute("action");
    const key = `${prefix}${person} ${path}`;
    const [offer, offline] = ["offer", "offline"].map((name) => document.getElementById(`device-${name}`));
    const fields = [...form.elements].filter((field) => field.matches("input:not([type=hidden], [type=checkbox]), textarea, select"));
    const { seen } = form.elements;

    const before = read(key);
    const others = fields.filter((field) => (before?.values[field.name] ?? field.value) !== field.value);
    offer.hidden = others.length === 0;
    offer.querySelector("button").addEventListener("click", () => {
        for (const field of others) field.value = before.values[field.name];
        // What became of it since is told when it is handed in, as of a draft.
        if (seen && before.seen) seen.value = before.seen;
        offer.hidden = true;
        others[0].focus();
    });

    form.addEventListener("input", ({ target }) => {
        if (!fields.includes(target)) return;
        const entry = read(key) ?? { person, path, page: location.pathname, seen: seen?.value, values: {} };
        const values = { ...entry.values, [target.name]: target.value };
        write(key, { ...entry, at: Date.now(), sent: false, values });
    });
    form.addEventListener("submit", (event) => {
        const entry = read(key);
        if (entry) write(key, { ...entry, sent: navigator.onLine });
        if (navigator.onLine) return;
        event.preventDefault();
        offline.hidden = false;
    });
    addEventListener("online", () => {
        offline.hidden = true;
    });
})();
