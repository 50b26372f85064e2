export function writeProjectFile(file: string, text: string): void;
