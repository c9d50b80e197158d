"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const { items, ways } = JSON.parse(byId("data").textContent);
  const keys = Object.keys(items);
  const [root, picture, search, hits, tip, details, theme] =
    [document.documentElement, ...["picture", "search", "hits", "tip", "details", "theme"].map(byId)];
  const [KIND, NAME, DETAILS, X, Y] = [0, 1, 2, 3, 4];
  const called = (key) => `${items[key][KIND]} ${items[key][NAME]}`;
  const keyOf = (target) => target.closest?.("svg [id]")?.id;
  let here = keys[0];
  let open = null;
  let found = [];

  // The picture is one stop of the Tab key; inside, the arrows lead from thing to thing.
  const stop = (key) => {
    byId(here)?.setAttribute("tabindex", "-1");
    here = key;
    byId(key).setAttribute("tabindex", "0");
  };
  const go = (key) => {
    const element = byId(key);
    element.setAttribute("aria-label", called(key));
    stop(key);
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest", inline: "nearest" });
    show(key, element);
  };
  for (const key of keys) {
    byId(key).setAttribute("role", "button");
    byId(key).setAttribute("tabindex", "-1");
  }
  if (here) stop(here);

  const AXES = { ArrowLeft: [X, -1], ArrowRight: [X, 1], ArrowUp: [Y, -1], ArrowDown: [Y, 1] };
  const neighbour = (key, [axis, sign]) => {
    const from = items[key];
    const across = axis === X ? Y : X;
    let best = null;
    let nearest = Infinity;
    for (const other of keys) {
      const ahead = (items[other][axis] - from[axis]) * sign;
      if (ahead <= 0) continue;
      const distance = ahead + 4 * Math.abs(items[other][across] - from[across]);
      if (distance < nearest) [best, nearest] = [other, distance];
    }
    return best;
  };

  // Hover and focus
  const show = (key, element) => {
    const lines = items[key][DETAILS].slice(0, 6).map(([name, value]) => `${name}: ${value}`);
    tip.textContent = [called(key), ...lines].join("\n");
    tip.hidden = false;
    const at = element.getBoundingClientRect();
    const below = at.bottom + 8 + tip.offsetHeight < innerHeight;
    tip.style.left = `${Math.max(4, Math.min(at.left, innerWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${Math.max(4, below ? at.bottom + 8 : at.top - tip.offsetHeight - 8)}px`;
    trace(key);
  };
  const hide = () => {
    tip.hidden = true;
    trace(open);
  };
  const lines = [...document.querySelectorAll("[data-ends]")]
    .map((element) => [element, element.getAttribute("data-ends").split(" ")]);
  // Who may reach what: the ways of a thing, and those of its access groups.
  const trace = (key) => {
    const joined = new Set(key && ways.filter((ends) => ends.includes(key)).flat()
      .filter((end) => items[end][KIND] === "access group"));
    let any = false;
    for (const [element, ends] of lines) {
      const on = ends.some((end) => joined.has(end));
      element.classList.toggle("on", on);
      any ||= on;
    }
    picture.classList.toggle("tracing", any);
  };
  picture.addEventListener("pointerover", (event) => {
    const key = keyOf(event.target);
    if (key) show(key, byId(key));
    else hide();
  });
  picture.addEventListener("pointerleave", hide);
  picture.addEventListener("focusout", hide);

  // Details
  const openDetails = (key) => {
    closeDetails();
    open = key;
    byId(key).classList.add("open");
    byId("details-name").textContent = called(key);
    byId("details-list").replaceChildren(...items[key][DETAILS].flatMap(([name, value]) => {
      const [term, text] = [document.createElement("dt"), document.createElement("dd")];
      term.textContent = name;
      text.textContent = value;
      return [term, text];
    }));
    details.hidden = false;
    details.focus();
    tip.hidden = true;
    trace(key);
  };
  const closeDetails = () => {
    if (open === null) return;
    byId(open).classList.remove("open");
    open = null;
    details.hidden = true;
    trace(null);
  };
  const back = () => {
    const key = open;
    closeDetails();
    if (key) go(key);
  };
  byId("close").addEventListener("click", back);
  picture.addEventListener("click", (event) => {
    const key = keyOf(event.target);
    if (!key) return closeDetails();
    stop(key);
    openDetails(key);
  });

  // Search
  const texts = new Map(keys.map((key) =>
    [key, [called(key), ...items[key][DETAILS].flat()].join("\n").toLowerCase()]));
  const look = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    found = words.length ? keys.filter((key) => words.every((word) => texts.get(key).includes(word))) : [];
    const hit = new Set(found);
    for (const key of keys) byId(key).classList.toggle("hit", hit.has(key));
    picture.classList.toggle("searching", words.length > 0);
    hits.textContent = words.length ? `${found.length} found` : "";
  };
  search.addEventListener("input", look);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && found.length) {
      event.preventDefault();
      go(found[0]);
    }
  });

  // Keys
  picture.addEventListener("keydown", (event) => {
    const key = keyOf(event.target);
    if (!key || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key in AXES) {
      event.preventDefault();
      const next = neighbour(key, AXES[event.key]);
      if (next) go(next);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      openDetails(key);
    } else if (event.key === "n" && found.length) {
      go(found[(found.indexOf(key) + 1) % found.length]);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== search) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape") {
      if (open !== null) back();
      else if (search.value) {
        search.value = "";
        look();
        search.focus();
      } else hide();
    }
  });

  // Light and dark
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const name = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    name();
  });
  dark.addEventListener("change", name);
  name();
})();
