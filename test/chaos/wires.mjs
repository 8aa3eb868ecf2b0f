export async function wires() {}
