interface ModelProperty {
	type: string;
	nullable: boolean;
	readOnly: boolean;
}

export interface ApiModel {
	properties: Record<string, ModelProperty>;
}
