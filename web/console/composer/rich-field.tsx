import Link from '@tiptap/extension-link';
import Placeholder from '@tiptap/extension-placeholder';
import { EditorContent, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, type Ref, type RefObject } from 'react';
import classes from './composer.module.css';
import { HELD_KEYS, triggerIn, type FieldHandle, type FieldProps } from './field';

const asParagraphs = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((part) => `<p>${escape(part).replaceAll('\n', '<br>')}</p>`)
    .join('');
const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);

interface Props extends FieldProps {
  ref?: Ref<FieldHandle>;
  /** Whether the field that stood here before had the caret. */
  focused: RefObject<boolean>;
}

/** Formatted text, for mail. Loaded when a channel has it. */
export function RichField({ ref, focused, ...props }: Props) {
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const editor = useEditor({
    extensions: [
      StarterKit.configure({ link: false }),
      Link.configure({ openOnClick: false, protocols: ['http', 'https', 'mailto', 'tel'] }),
      Placeholder.configure({ placeholder: props.placeholder }),
    ],
    content: props.html || asParagraphs(props.text),
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': props.label },
      handleKeyDown: (_view, event) => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
          latest.current.onSend();
          return true;
        }
        return latest.current.holdKeys && HELD_KEYS.has(event.key);
      },
      handlePaste: (_view, event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length === 0) return false;
        latest.current.onFiles(files);
        return true;
      },
    },
    onUpdate: ({ editor: changed }) => {
      const { $from } = changed.state.selection;
      latest.current.onText(changed.getText({ blockSeparator: '\n\n' }), changed.isEmpty ? '' : changed.getHTML());
      latest.current.onTrigger(triggerIn($from.parent.textBetween(0, $from.parentOffset), latest.current.mentions));
    },
  });
  // Before the next key: the editor's own focus command waits for a frame and loses what is typed until then; focus of
  // the bare element leaves the caret before the text for 20 ms.
  useLayoutEffect(() => {
    if (!editor || !focused.current) return;
    editor.commands.setTextSelection(editor.state.doc.content.size);
    editor.view.focus();
  }, [editor, focused]);
  useImperativeHandle(ref, () => ({
    focus: () => void editor?.commands.focus('end'),
    set: (text, html) => {
      editor?.commands.setContent(html || asParagraphs(text));
      editor?.commands.setTextSelection(editor.state.doc.content.size);
    },
    insert: (text) => void editor?.chain().focus().insertContent(asParagraphs(text)).run(),
    insertHtml: (inserted) => void editor?.chain().focus().insertContent(inserted).run(),
    replace: (length, text) => {
      const to = editor?.state.selection.from ?? 0;
      const content = text.includes('\n') ? asParagraphs(text) : escape(text);
      editor
        ?.chain()
        .focus()
        .insertContentAt({ from: to - length, to }, content)
        .run();
    },
    format: (how) => {
      const chain = editor?.chain().focus();
      void (how === 'bold' ? chain?.toggleBold().run() : chain?.toggleBulletList().run());
    },
    link: (address) => void editor?.chain().focus().extendMarkRange('link').setLink({ href: address }).run(),
  }));
  return <EditorContent editor={editor} className={classes.text} />;
}
