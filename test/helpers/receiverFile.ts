import {
	type ListOptions,
	type ReceiverFile,
	ReceiverFileBuilder,
	type Row,
} from '../../src/sms/receiverFile';

/** The list of rows, made at once. */
export function receiverFile(rows: Row[], options: ListOptions): ReceiverFile {
	const builder = new ReceiverFileBuilder(rows, options);
	Array.from(builder.adding(rows));
	return builder.file();
}
