/** The focus goes to the first of these ids that is on the page: for when what has it is about to go. */
export function focusFirst(ids: readonly string[]): void {
  for (const id of ids) {
    const found = document.getElementById(id);
    if (found === null) continue;
    found.focus();
    return;
  }
}
