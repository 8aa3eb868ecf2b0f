import { disposition } from './disposition.js';

describe('the name of a file that is sent', () => {
  it.each([
    ['plan.pdf', "attachment; filename*=UTF-8''plan.pdf"],
    ['orçamento 1.pdf', "attachment; filename*=UTF-8''or%C3%A7amento%201.pdf"],
    ["Ana's (copy)*.pdf", "attachment; filename*=UTF-8''Ana%27s%20%28copy%29%2A.pdf"],
    ['a"; x=\r\n.pdf', "attachment; filename*=UTF-8''a%22%3B%20x%3D%0D%0A.pdf"],
  ])('%s cannot be taken for anything else', (name, expected) => {
    expect(disposition('attachment', name)).toBe(expected);
  });
});
