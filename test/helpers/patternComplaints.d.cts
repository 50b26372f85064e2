export function complaintsOf(code: string): string[];
