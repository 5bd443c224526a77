// Nothing here is needed: every page works without it.
"use strict";
document.querySelectorAll("form[method=post]").forEach((form) => {
  form.addEventListener("submit", () => {
    // A second press would only be refused: the code works once.
    setTimeout(() => form.querySelectorAll("button").forEach((button) => { button.disabled = true; }), 0);
  });
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[method=post] button").forEach((button) => { button.disabled = false; });
});
