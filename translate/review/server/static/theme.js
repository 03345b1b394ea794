// Light or dark: what the system says, unless somebody chose. Loaded before the page is drawn, so nothing flashes.
"use strict";
{
  const kept = () => {
    try { return localStorage.getItem("tarjoman|theme"); } catch { return null; }
  };
  const root = document.documentElement;
  if (kept()) root.dataset.theme = kept();
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#theme")) return;
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("tarjoman|theme", root.dataset.theme); } catch { /* for this page only, then */ }
  });
}
