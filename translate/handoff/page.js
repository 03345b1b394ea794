"use strict";
let unsaved = false;

for (const cell of document.querySelectorAll(".target")) {
  // A browser that does not know plain-text editing gets the ordinary kind.
  if (cell.contentEditable !== "plaintext-only") cell.contentEditable = "true";
}

// A saved page holds attributes, not what was clicked.
document.addEventListener("change", (event) => {
  if (event.target.type === "checkbox") event.target.toggleAttribute("checked", event.target.checked);
  unsaved = true;
});
document.addEventListener("input", () => { unsaved = true; });

function save() {
  const page = "<!doctype html>\n" + document.documentElement.outerHTML;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([page], { type: "text/html" }));
  link.download = decodeURIComponent(location.pathname.split("/").pop()) || "translation.html";
  link.click();
  URL.revokeObjectURL(link.href);
  unsaved = false;
}

document.getElementById("save").addEventListener("click", save);
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    save();
  }
});
window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
