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
    const keys = () => attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(prefix))) ?? [];
    const read = (key) => attempt(() => JSON.parse(localStorage.getItem(key)));
    const write = (key, entry) => attempt(() => localStorage.setItem(key, JSON.stringify(entry)));
    const drop = (key) => attempt(() => localStorage.removeItem(key));

    for (const key of keys()) {
        const entry = read(key);
        if (!entry || Date.now() - entry.at > 30 * day) drop(key);
    }

    // The answer to what the portal took leads elsewhere; to what it did not, it is a page in itself.
    const [arrival] = performance.getEntriesByType("navigation");
    if (arrival?.redirectCount > 0 && document.referrer) {
        const { pathname } = new URL(document.referrer);
        for (const key of keys()) {
            const entry = read(key);
            if (entry?.sent && entry.path === pathname) drop(key);
        }
    }

    document.querySelector("form[action='/sign-out']")?.addEventListener("submit", () => keys().forEach(drop));

    const form = document.querySelector("form[data-person]");
    if (!form) return;
    const path = form.getAttribute("action");
    const key = `${prefix}${form.dataset.person} ${path}`;
    const [offer, offline] = ["offer", "offline"].map((name) => document.getElementById(`device-${name}`));
    const fields = [...form.elements].filter((field) => field.matches("input:not([type=hidden]), textarea, select"));
    const keep = (sent) => {
        const values = Object.fromEntries(fields.map((field) => [field.name, field.value]));
        write(key, { at: Date.now(), path, sent, values });
    };

    const kept = read(key)?.values ?? {};
    const others = fields.filter((field) => field.name in kept && field.value !== kept[field.name]);
    offer.hidden = others.length === 0;
    offer.querySelector("button").addEventListener("click", () => {
        for (const field of others) field.value = kept[field.name];
        offer.hidden = true;
        others[0].focus();
        keep(false);
    });

    form.addEventListener("input", () => keep(false));
    form.addEventListener("submit", (event) => {
        keep(navigator.onLine);
        if (navigator.onLine) return;
        event.preventDefault();
        offline.hidden = false;
    });
    addEventListener("online", () => {
        offline.hidden = true;
    });
})();
