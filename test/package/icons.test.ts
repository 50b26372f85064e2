import { readProjectFile } from '../helpers/packageFiles';

/** Relative luminance and contrast ratio as WCAG 2 defines them. */
function luminance(color: string): number {
	const [red, green, blue] = [1, 3, 5]
		.map((start) => parseInt(color.slice(start, start + 2), 16) / 255)
		.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
	const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
}

function colors(svg: string): string[] {
	return [...svg.matchAll(/(?:fill|stroke)="(#[0-9a-f]{6})"/gi)].map(([, color]) => color);
}

it('the contrast of black and white is 21:1', () => {
	expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
});

describe.each([
	{ file: 'icons/ovhSms.svg', background: '#ffffff' },
	{ file: 'icons/ovhSms.dark.svg', background: '#2b2b2b' },
])('$file on $background', ({ file, background }) => {
	const svg = readProjectFile(file);

	it('stands out clearly: 3:1, twice what n8n asks for', () => {
		expect(colors(svg)).not.toHaveLength(0);
		for (const color of colors(svg)) {
			expect(contrast(color, background)).toBeGreaterThanOrEqual(3);
		}
	});

	it('is square and loads nothing from elsewhere', () => {
		expect(svg).toContain('viewBox="0 0 60 60"');
		expect(svg).not.toMatch(/<(image|script|style|use)\b|url\(|href=/);
	});
});
