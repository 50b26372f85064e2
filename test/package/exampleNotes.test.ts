import { example, exampleNames } from '../helpers/examples';

/** Pixels of a node on the canvas, without its name. */
const NODE = 100;

test.each(exampleNames())('%s: no node covers the note', (file) => {
	const { nodes } = example(file);
	const isNote = ({ type }: { type: string }) => type === 'n8n-nodes-base.stickyNote';
	const note = nodes.find(isNote);
	const [left, top] = note?.position ?? [0, 0];
	const { width, height } = note?.parameters as { width: number; height: number };
	const covering = nodes.filter(
		(node) =>
			!isNote(node) &&
			node.position[0] + NODE > left &&
			node.position[0] < left + width &&
			node.position[1] + NODE > top &&
			node.position[1] < top + height,
	);
	expect(covering.map(({ name }) => name)).toEqual([]);
});
