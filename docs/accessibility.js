// What mdBook's pages lack for keyboards and screen readers.

const toggle = document.getElementById("mdbook-sidebar-toggle");
toggle.setAttribute("role", "button");
toggle.tabIndex = 0;
toggle.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  toggle.click();
});

// Long lines and wide tables are scrolled to with the keyboard as well.
for (const wide of document.querySelectorAll("pre > code, .table-wrapper")) wide.tabIndex = 0;
