// Gives a file to the browser, for the widgets that begin with this text.

const FORGET_MS = 10_000;

function saveFile(name, contents, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([contents], { type }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), FORGET_MS);
}
