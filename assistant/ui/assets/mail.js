// Takes a mail file: chosen with the button, or dropped anywhere on the left column.
function encode(buffer) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",", 2)[1] ?? "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(new Blob([buffer]));
  });
}

export default function ({ data, parentElement, setTriggerValue }) {
  const button = parentElement.querySelector("button");
  const input = parentElement.querySelector("input");
  const status = parentElement.querySelector("[role=status]");
  button.textContent = "Открыть письмо .eml";
  button.title = "Или перетащите файл письма сюда";
  input.accept = ".eml,message/rfc822";

  const take = async (file) => {
    status.textContent = "";
    if (!file) return;
    if (!file.name.toLowerCase().endsWith(".eml")) {
      status.textContent = "Нужен файл письма .eml";
    } else if (file.size > data.max_bytes) {
      status.textContent = `Письмо больше ${Math.trunc(data.max_bytes / 1e6)} МБ: вставьте его текст`;
    } else {
      setTriggerValue("file", await encode(await file.arrayBuffer()));
    }
  };

  button.onclick = () => input.click();
  input.onchange = () => { take(input.files[0]); input.value = ""; };
  const column = parentElement.closest(".st-key-left") ?? parentElement;
  const hasFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  column.ondragover = (event) => {
    if (hasFile(event)) { event.preventDefault(); column.classList.add("desk-drop"); }
  };
  column.ondragleave = () => column.classList.remove("desk-drop");
  column.ondrop = (event) => {
    column.classList.remove("desk-drop");
    if (!hasFile(event)) return;
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };
}
