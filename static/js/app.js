// Comforts on top of pages that work without them. No inline handlers, no eval.
(() => {
  "use strict";
  const doc = document, root = doc.documentElement;
  const $ = (sel, from = doc) => from.querySelector(sel);
  const $$ = (sel, from = doc) => [...from.querySelectorAll(sel)];
  const typing = (el) => el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName));

  // Preferences: switch the theme at once, let the server remember it.
  doc.addEventListener("submit", (e) => {
    const form = e.target, button = e.submitter;
    if (!form.matches("[data-theme-form]") || !button) return;
    e.preventDefault();
    const body = new URLSearchParams(new FormData(form, button));
    fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => form.submit());
    if (button.value) root.dataset.theme = button.value; else delete root.dataset.theme;
    $$("[data-theme-form] button").forEach((b) => b.setAttribute("aria-pressed", String(b.value === button.value)));
  });

  // Dialogs: a link to "#id" opens the dialog as a modal; without scripts the
  // address alone shows it.
  const open = (dialog) => { if (!dialog.open) dialog.showModal(); };
  doc.addEventListener("click", (e) => {
    const link = e.target.closest("a[href^='#']");
    const id = link && link.getAttribute("href").slice(1);
    const dialog = id && doc.getElementById(id);
    if (dialog && dialog.tagName === "DIALOG") { e.preventDefault(); open(dialog); return; }
    const close = e.target.closest("[data-close]");
    const inside = e.target.closest("dialog[open]");
    if (inside && (close || (e.target === inside && outside(inside, e)))) { e.preventDefault(); inside.close(); }
    $$("details[data-menu][open]").forEach((d) => { if (!d.contains(e.target)) d.open = false; });
    const pic = e.target.closest(".thumbs a");
    if (pic) { e.preventDefault(); slide(pic); }
    const step = e.target.closest("[data-step]");
    if (step) count(step);
    const copy = e.target.closest("[data-copy]");
    if (copy) copyText(copy);
  });
  const outside = (el, e) => {
    const r = el.getBoundingClientRect();
    return e.clientX < r.left || e.clientX > r.right || e.clientY < r.top || e.clientY > r.bottom;
  };
  if (location.hash.length > 1) {
    const dialog = doc.getElementById(location.hash.slice(1));
    // The address alone would keep it on screen after closing.
    if (dialog && dialog.tagName === "DIALOG") { location.replace("#"); open(dialog); }
  }

  // Gallery: scroll only the strip, never the page, and mark the picture shown.
  const slide = (link) => {
    const item = doc.getElementById(link.hash.slice(1));
    if (item) item.parentElement.scrollTo({ left: item.offsetLeft - item.parentElement.offsetLeft });
  };
  const watchGallery = (gallery) => {
    const strip = $(".gallery-main", gallery);
    if (!strip || !window.IntersectionObserver) return;
    const seen = new IntersectionObserver((entries) => entries.forEach((x) => {
      if (!x.isIntersecting) return;
      $$(".thumbs a", gallery).forEach((a) => {
        if (a.hash === "#" + x.target.id) a.setAttribute("aria-current", "true"); else a.removeAttribute("aria-current");
      });
    }), { root: strip, threshold: 0.6 });
    [...strip.children].forEach((li) => seen.observe(li));
  };

  // Quantity: the buttons beside a number field. In a form marked
  // data-autosubmit the change is sent by itself.
  const count = (button) => {
    const input = $("input", button.parentElement);
    if (Number(button.dataset.step) > 0) input.stepUp(); else input.stepDown();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  doc.addEventListener("change", (e) => {
    const form = e.target.form;
    if (form && form.matches("[data-autosubmit]") && form.checkValidity()) form.requestSubmit();
    const all = e.target.closest("[data-check-all]");
    if (all) $$(`input[type=checkbox][name="${all.dataset.checkAll}"]`).forEach((box) => { box.checked = all.checked; });
    bulk();
  });
  const bulk = () => $$("[data-bulk]").forEach((bar) => {
    const n = $$(`input[name="${bar.dataset.bulk}"]:checked`).length;
    bar.classList.toggle("is-on", n > 0);
    const out = $("[data-bulk-count]", bar);
    if (out) out.textContent = n;
  });

  const copyText = (button) => {
    const source = doc.getElementById(button.dataset.copy);
    if (!source || !navigator.clipboard) return;
    navigator.clipboard.writeText(source.value || source.textContent.trim()).then(() => {
      const done = button.dataset.copied, label = $("span", button) || button, was = label.textContent;
      if (!done) return;
      label.textContent = done;
      setTimeout(() => { label.textContent = was; }, 2500);
    });
  };

  // Passwords: a button shows what was typed, a line says how far it has come.
  doc.addEventListener("click", (e) => {
    const button = e.target.closest("[data-reveal]"), input = button && doc.getElementById(button.dataset.reveal);
    if (!input) return;
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
  });
  doc.addEventListener("submit", (e) => $$("[data-reveal][aria-pressed=true]", e.target).forEach((b) => b.click()));
  doc.addEventListener("input", (e) => {
    const line = e.target.id && $(`[data-strength="${e.target.id}"]`);
    if (!line) return;
    const n = [...e.target.value].length, min = Number(line.dataset.min), missing = min - n;
    line.textContent = !n ? "" : missing > 0 ? line.dataset.few.replace("{n}", missing) : n < min + 6 ? line.dataset.enough : line.dataset.long;
  });

  // Unsaved changes: forms marked data-guard ask before the page goes away.
  const state = (form) => new URLSearchParams(new FormData(form)).toString();
  const guarded = new Map();
  let leaving = false;
  const guard = (form) => { if (!guarded.has(form)) guarded.set(form, state(form)); };
  doc.addEventListener("submit", (e) => { if (guarded.has(e.target)) leaving = true; });
  doc.addEventListener("reset", (e) => setTimeout(() => e.target.matches("[data-guard]") && mark(e.target)));
  const mark = (form) => {
    const bar = $("[data-dirty]", form);
    if (bar) bar.hidden = state(form) === guarded.get(form);
  };
  doc.addEventListener("input", (e) => { if (e.target.form && guarded.has(e.target.form)) mark(e.target.form); });
  window.addEventListener("beforeunload", (e) => {
    if (!leaving && [...guarded].some(([form, was]) => form.isConnected && state(form) !== was)) e.preventDefault();
  });

  // Keyboard: "/" finds, "?" lists the shortcuts, Escape closes menus; a page
  // adds its own with data-key="n" on a link or button.
  doc.addEventListener("keydown", (e) => {
    if (e.key === "Escape") $$("details[data-menu][open]").forEach((d) => { d.open = false; $("summary", d).focus(); });
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || typing(e.target) || $("dialog[open]")) return;
    const found = e.key === "/" ? $("[data-search]") : e.key === "?" ? doc.getElementById("shortcuts") : null;
    if (found) { e.preventDefault(); if (found.showModal) open(found); else { found.focus(); found.select(); } return; }
    const hot = /^[a-z0-9]$/.test(e.key) && $(`[data-key="${e.key}"]`);
    if (hot) { e.preventDefault(); hot.click(); }
  });

  // Toasts leave by themselves, but not while they are being read.
  const watchToast = (toast) => {
    let timer;
    const start = () => { timer = setTimeout(() => toast.remove(), 6000); };
    for (const on of ["mouseenter", "focusin"]) toast.addEventListener(on, () => clearTimeout(timer));
    for (const off of ["mouseleave", "focusout"]) toast.addEventListener(off, start);
    start();
  };

  // The bar with the buy button appears while the button itself is out of view.
  const watchBuyBar = (bar) => {
    const button = doc.getElementById(bar.dataset.buybar);
    if (!button || !window.IntersectionObserver) return;
    new IntersectionObserver(([x]) => { bar.hidden = x.isIntersecting; }).observe(button);
  };

  const once = new WeakSet();
  const each = (sel, from, fn) => $$(sel, from).forEach((el) => { if (!once.has(el)) { once.add(el); fn(el); } });
  const wake = (from) => {
    each("form[data-guard]", from, guard);
    each("[data-toast]", from, watchToast);
    each("[data-buybar]", from, watchBuyBar);
    each(".gallery", from, watchGallery);
    // On a phone the account's menu is a row that scrolls: begin at the current page.
    each(".account-nav [aria-current]", from, (el) => {
      const nav = el.closest("nav");
      nav.scrollLeft = el.offsetLeft - (nav.clientWidth - el.offsetWidth) / 2;
    });
    bulk();
  };
  doc.addEventListener("htmx:after:swap", () => {
    wake(doc);
    const errors = $("[data-errors]:not([data-seen])");
    if (errors) { errors.dataset.seen = ""; errors.focus(); }
  });
  doc.addEventListener("htmx:error", () => {
    const note = $("[data-offline]");
    if (!note) return;
    const toast = note.content.firstElementChild.cloneNode(true);
    doc.getElementById("toasts").append(toast);
    watchToast(toast);
  });
  wake(doc);
  // A page that comes with errors has the focus on them by itself.
  $$("[data-errors]").forEach((errors) => { errors.dataset.seen = ""; });
})();
