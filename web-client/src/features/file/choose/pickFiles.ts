/** A file that a person picked, with a handle where the browser gives one. */
export interface PickedFile {
  readonly file: File;
  /** With it an upload goes on after a reload without asking for the file again. */
  readonly handle?: FileSystemFileHandle;
}

/** What TypeScript's DOM library does not know (File System Access). */
interface PickingWindow {
  showOpenFilePicker?(options: { multiple: boolean }): Promise<FileSystemFileHandle[]>;
}

/** Whether the browser has the picker that gives handles. */
export function asksByItself(): boolean {
  return (globalThis as PickingWindow).showOpenFilePicker !== undefined;
}

/** Asks for files, from a click; none if the person thought better of it. */
export async function pickFiles(multiple: boolean): Promise<readonly PickedFile[]> {
  const { showOpenFilePicker } = globalThis as PickingWindow;
  if (showOpenFilePicker === undefined) return pickByInput(multiple);
  try {
    const handles = await showOpenFilePicker({ multiple });
    return await Promise.all(
      handles.map(async (handle) => ({ file: await handle.getFile(), handle })),
    );
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return [];
    throw error;
  }
}

function pickByInput(multiple: boolean): Promise<readonly PickedFile[]> {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = multiple;
  return new Promise((resolve) => {
    input.onchange = () => resolve([...(input.files ?? [])].map((file) => ({ file })));
    input.oncancel = () => resolve([]);
    input.click();
  });
}
