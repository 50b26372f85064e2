export function readProjectFile(file: string): string;
export function writeProjectFile(file: string, text: string): void;
