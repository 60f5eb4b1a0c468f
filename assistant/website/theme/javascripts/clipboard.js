/* Copying that also works where the browser offers no clipboard (plain http, a folder without a server). */
"use strict";

const KbClipboard = {
  async copy(text, done = "Скопировано") {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      area.setAttribute("readonly", "");
      area.style.position = "fixed";
      area.style.opacity = "0";
      const focused = document.activeElement;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      focused?.focus();
    }
    window.alert$?.next(done);
  },
};
