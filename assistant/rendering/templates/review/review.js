"use strict";
(() => {
  const root = document.documentElement;
  const $ = (id) => document.getElementById(id);
  const book = JSON.parse($("ledger").textContent);
  const [ID, NAME, VALUE, EXACT, FORMULA, INPUTS, WORKED, SOURCE, REMARKS] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const index = new Map(book.entries.map((row, place) => [row[ID], place]));
  const numbers = [...document.querySelectorAll("#report data")];
  const places = new Map();
  for (const number of numbers) {
    const id = number.getAttribute("value");
    if (!places.has(id)) places.set(id, []);
    places.get(id).push(number);
    number.setAttribute("role", "button");
    number.setAttribute("aria-haspopup", "dialog");
    number.tabIndex = -1;
  }
  if (numbers.length) numbers[0].tabIndex = 0;
  root.classList.add("js");

  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const mark = (className, elements) => {
    for (const old of document.querySelectorAll("." + className)) old.classList.remove(className);
    for (const element of elements) element.classList.add(className);
  };
  const phone = matchMedia("screen and (max-width:820px)");
  const still = matchMedia("(prefers-reduced-motion:reduce)");
  const bring = (element) =>
    element.scrollIntoView({ block: "center", inline: "nearest", behavior: still.matches ? "auto" : "smooth" });

  // The card: what a number is and where it comes from.
  const card = $("card");
  let owner = null, pinned = false, trail = [], timer = 0;

  const part = (list, title, ...content) => {
    const box = make("div");
    const value = make("dd");
    value.append(...content);
    box.append(make("dt", "", title), value);
    list.append(box);
  };
  const button = (className, text, act) => {
    const element = make("button", className, text);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  };
  const step = (label, value, act, here) => {
    const item = make("li");
    const element = button("step" + (here ? " here" : ""), undefined, act);
    element.append(make("span", "", label), make("b", "", value));
    item.append(element);
    return item;
  };
  const chapterOf = (number) => {
    const heads = number.closest("section").querySelectorAll("h2,h3,table caption");
    let text = "";
    for (const head of heads)
      if (head.compareDocumentPosition(number) & Node.DOCUMENT_POSITION_FOLLOWING) text = head.textContent;
    return text;
  };
  const inputsOf = (row) => {
    const list = make("ul");
    for (const place of row[INPUTS].slice(0, 40)) {
      const input = book.entries[place];
      list.append(step(input[NAME], input[VALUE], () => { trail.push(place); fill(); card.focus(); }));
    }
    if (row[INPUTS].length > 40) list.append(make("li", "tip", `其余${row[INPUTS].length - 40}项见 ziping trace`));
    return list;
  };
  const printedAt = (row) => {
    const list = make("ul");
    const listed = places.get(row[ID]) || [];
    for (const number of listed.slice(0, 12))
      list.append(step(chapterOf(number), number.textContent, () => { open(number, true); bring(number); }, number === owner));
    if (listed.length > 12) list.append(make("li", "tip", `另有${listed.length - 12}处`));
    return list;
  };
  const remarksOn = (row) => {
    const list = make("ul");
    for (const id of row[REMARKS]) {
      const item = $(id);
      const what = item.querySelector(".what").textContent;
      list.append(step(what, item.querySelector(".badge").textContent, () => { close(false); choose(item, true); }));
    }
    return list;
  };
  const fill = () => {
    const row = book.entries[trail[trail.length - 1]];
    const head = make("div", "head");
    const title = make("div");
    const name = make("p", "name", row[NAME]);
    name.id = "card-name";
    title.append(name, make("p", "value", row[VALUE]));
    head.append(title);
    if (pinned) {
      const acts = make("div");
      if (trail.length > 1) acts.append(button("act", "返回", () => { trail.pop(); fill(); card.focus(); }), " ");
      acts.append(button("act", "关闭", () => close(true)));
      head.append(acts);
    }
    const list = make("dl");
    if (row[EXACT]) part(list, "精确值", row[EXACT]);
    if (row[FORMULA] >= 0) part(list, "公式", book.formulas[row[FORMULA]]);
    if (row[WORKED]) part(list, "代入", row[WORKED]);
    if (row[INPUTS].length) part(list, `由${row[INPUTS].length}个数算得`, inputsOf(row));
    if (row[SOURCE]) part(list, "填报数据，出自", row[SOURCE]);
    if (row[REMARKS].length) part(list, "有关发现和诊断", remarksOn(row));
    const printed = (places.get(row[ID]) || []).length;
    part(list, printed ? `报告中印出${printed}处` : "报告中没有印出", printed && pinned ? printedAt(row) : "");
    part(list, "编号", make("code", "", row[ID]));
    card.replaceChildren(head, list);
    if (!pinned) card.append(make("p", "tip", "点一下固定，可逐层查看来历"));
    card.classList.toggle("pinned", pinned);
    card.scrollTop = 0;
    mark("same", places.get(row[ID]) || []);
  };
  const set = (number) => {
    card.hidden = false;
    card.style.maxHeight = "";
    if (phone.matches) return;
    const box = number.getBoundingClientRect();
    const wide = root.clientWidth, gap = 8;
    const left = Math.max(gap, Math.min(box.left, wide - card.offsetWidth - gap));
    const bar = document.querySelector(".bar").offsetHeight;
    const under = innerHeight - box.bottom - 2 * gap, over = box.top - bar - 2 * gap;
    const below = card.offsetHeight <= under || under >= over;
    card.style.maxHeight = `${Math.max(160, below ? under : over)}px`;
    const top = below ? box.bottom + gap : box.top - gap - card.offsetHeight;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  };
  const open = (number, pin) => {
    clearTimeout(timer);
    if (pinned && !pin) return;
    const place = index.get(number.getAttribute("value"));
    if (place === undefined) return;
    mark("open", [number]);
    if (owner) owner.removeAttribute("aria-expanded");
    owner = number;
    pinned = pin;
    trail = [place];
    rove(number);
    fill();
    set(number);
    if (pin) {
      number.setAttribute("aria-expanded", "true");
      card.focus({ preventScroll: true });
    }
  };
  const close = (back) => {
    clearTimeout(timer);
    if (card.hidden) return;
    card.hidden = true;
    const from = owner;
    pinned = false;
    owner = null;
    mark("open", []);
    mark("same", []);
    if (from) from.removeAttribute("aria-expanded");
    if (back && from) {
      quiet = true;
      from.focus({ preventScroll: true });
      quiet = false;
    }
  };
  let quiet = false;
  const rove = (number) => {
    for (const old of document.querySelectorAll('#report data[tabindex="0"]')) old.tabIndex = -1;
    number.tabIndex = 0;
  };

  const article = $("report");
  const numberAt = (event) => event.target.closest && event.target.closest("#report data");
  article.addEventListener("pointerover", (event) => {
    const number = numberAt(event);
    if (!number || event.pointerType === "touch" || pinned) return;
    clearTimeout(timer);
    timer = setTimeout(() => open(number, false), 130);
  });
  const leave = () => { clearTimeout(timer); if (!pinned) timer = setTimeout(() => close(false), 220); };
  article.addEventListener("pointerout", (event) => { if (numberAt(event)) leave(); });
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", leave);
  card.addEventListener("click", (event) => {
    if (!pinned && owner && !event.target.closest("button")) open(owner, true);
  });
  article.addEventListener("click", (event) => {
    const number = numberAt(event);
    if (number) open(number, true);
  });
  article.addEventListener("focusin", (event) => {
    const number = numberAt(event);
    if (quiet) return;
    if (number && number.matches(":focus-visible") && !pinned) open(number, false);
  });
  article.addEventListener("focusout", (event) => { if (numberAt(event) && !pinned) leave(); });
  article.addEventListener("keydown", (event) => {
    const number = numberAt(event);
    if (!number || event.altKey || event.ctrlKey || event.metaKey) return;
    const here = numbers.indexOf(number);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: numbers.length - 1 }[event.key];
    if (event.key === "Enter" || event.key === " ") open(number, true);
    else if (to !== undefined && numbers[to]) { rove(numbers[to]); numbers[to].focus(); }
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!card.hidden) close(pinned);
    else { mark("hit", []); mark("now", []); }
  });
  document.addEventListener("pointerdown", (event) => {
    if (!card.hidden && !card.contains(event.target) && !numberAt(event)) close(false);
  });

  // The list of findings and diagnostics, bound to the text both ways.
  const items = [...document.querySelectorAll(".item")];
  const words = new Map(items.map((item) => [item, item.textContent.toLowerCase()]));
  const filters = $("filters");
  const spots = (item) => {
    const found = [...item.querySelectorAll("a.figure")].flatMap((link) => places.get(link.dataset.entry) || []);
    return found.concat([...document.querySelectorAll("mark")].filter((one) => one.dataset.r.split(" ").includes(item.id)));
  };
  const sift = () => {
    const form = new FormData(filters);
    const text = form.get("text").trim().toLowerCase(), kind = form.get("kind"), chapter = form.get("chapter");
    const grades = form.getAll("severity");
    let shown = 0;
    for (const item of items) {
      const data = item.dataset;
      const fits = grades.includes(data.severity) && (!kind || data.kind === kind) &&
        (!chapter || data.chapters.split(" ").includes(chapter)) && (!text || words.get(item).includes(text));
      item.hidden = !fits;
      shown += fits;
    }
    $("count").textContent = shown === items.length ? `显示${shown}条` : `显示${shown}条，共${items.length}条`;
  };
  const panel = $("remarks");
  const show = (item) => {
    // Beside the text only the list is moved, so that the reader keeps the place.
    if (phone.matches || panel.scrollHeight <= panel.clientHeight) return bring(item);
    panel.scrollTop += item.getBoundingClientRect().top - panel.querySelector(".list").offsetTop - panel.getBoundingClientRect().top - 12;
  };
  const choose = (item, focus) => {
    if (item.hidden) { filters.reset(); sift(); }
    mark("now", [item]);
    mark("hit", spots(item));
    if (focus) { item.focus({ preventScroll: true }); show(item); }
  };
  if (filters) {
    filters.addEventListener("input", sift);
    filters.addEventListener("submit", (event) => event.preventDefault());
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.show,a.figure,a.ref");
    if (!link) return;
    const target = $(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    if (link.matches(".ref")) return choose(target, true);
    const item = link.closest(".item");
    choose(item, false);
    const first = link.matches(".figure") ? target : target.matches(".ref") ? target : spots(item)[0] || target;
    bring(first);
    if (first.matches("data")) { quiet = true; rove(first); }
    first.focus({ preventScroll: true });
    quiet = false;
  });

  // The chapter that is being read.
  const links = new Map([...document.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link]));
  const reading = () => {
    let now = null;
    for (const section of document.querySelectorAll("#report section"))
      if (section.getBoundingClientRect().top < innerHeight / 3) now = section;
    for (const [id, link] of links)
      if (now && id === now.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; reading(); });
  }, { passive: true });
  reading();

  $("print").addEventListener("click", () => print());
  $("with-list").addEventListener("change", (event) => root.classList.toggle("with-list", event.target.checked));
})();
