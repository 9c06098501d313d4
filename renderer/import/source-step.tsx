/** Select source: the files so far, and the ways to add more. */
import { ActionIcon, Button, Loader, Textarea, TextInput } from '@mantine/core';
import { ClipboardPaste, FilePlus2, FlaskConical, FolderPlus, X } from 'lucide-react';
import { useState } from 'react';
import type { FileEntry } from '../../src/protocol/index.ts';
import { formatBytes, formatCounted } from '../ui/format.ts';
import { InfoNote, WarningNote } from '../ui/notes.tsx';
import { chooseFiles, chooseFolder } from './choose.ts';
import {
  addSamples,
  addText,
  goTo,
  removeFile,
  showGroup,
  startPasting,
  stopPasting,
  useWizard,
} from './wizard-store.ts';

export function SourceStep() {
  const { files, isReading, isPasting, warnings } = useWizard();
  return (
    <div className="step-body">
      <div className="step-toolbar">
        <Button variant="default" leftSection={<FilePlus2 size={14} />} onClick={() => void chooseFiles()}>
          Choose files
        </Button>
        <Button variant="default" leftSection={<FolderPlus size={14} />} onClick={() => void chooseFolder()}>
          Choose a folder
        </Button>
        <Button variant="default" leftSection={<ClipboardPaste size={14} />} onClick={startPasting}>
          Paste text
        </Button>
        <Button variant="default" leftSection={<FlaskConical size={14} />} onClick={() => void addSamples()}>
          Try sample data
        </Button>
        {isReading && <Loader size={16} aria-label="Reading" />}
        <span className="step-space" />
        {files.length > 0 && (
          <span className="muted numbers">
            {formatCounted(files.length, 'file')}, {formatBytes(files.reduce((sum, file) => sum + file.bytes, 0))}
          </span>
        )}
      </div>
      {isPasting && <PasteForm />}
      {warnings.slice(0, 5).map((warning) => (
        <WarningNote key={warning}>{warning}</WarningNote>
      ))}
      {warnings.length > 5 && (
        <WarningNote>{formatCounted(warnings.length - 5, 'more remark')} of this kind.</WarningNote>
      )}
      {files.length > 0 ? (
        <FileTable files={files} />
      ) : (
        !isPasting &&
        !isReading && (
          <InfoNote>
            Drop files or folders anywhere on this window, or choose them above. Several at once are sorted by shape and
            checked together.
          </InfoNote>
        )
      )}
    </div>
  );
}

function FileTable({ files }: { readonly files: readonly FileEntry[] }) {
  return (
    <div className="step-scroll">
      <table className="plain-table" aria-label="Files">
        <thead>
          <tr>
            <th>File</th>
            <th>Folder</th>
            <th className="number">Size</th>
            <th>Source type</th>
            <th>Confidence</th>
            <th aria-label="Remove" />
          </tr>
        </thead>
        <tbody>
          {files.map((file, i) => (
            <tr key={`${file.name}-${i}`}>
              <td>
                {file.problem === undefined ? (
                  <button
                    type="button"
                    className="plain file-name"
                    title="Look at its events"
                    onClick={() => {
                      showGroup(file.group);
                      goTo('type');
                    }}
                  >
                    {file.name}
                  </button>
                ) : (
                  file.name
                )}
                {file.importedBefore !== undefined && (
                  <div className="muted">imported before, into {file.importedBefore.index}</div>
                )}
                {file.problem !== undefined && <div className="file-problem">{file.problem.message}</div>}
              </td>
              <td className="muted">{file.folder}</td>
              <td className="number">{formatBytes(file.bytes)}</td>
              <td>{file.problem === undefined ? file.sourcetype : ''}</td>
              <td>{file.problem === undefined && <Confidence value={file.confidence} />}</td>
              <td className="number">
                <ActionIcon size="sm" aria-label={`Remove ${file.name}`} onClick={() => removeFile(file)}>
                  <X size={13} />
                </ActionIcon>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Confidence({ value }: { readonly value: number }) {
  const percent = Math.round(value * 100);
  return (
    <span className="confidence numbers" data-level={value >= 0.8 ? 'high' : value >= 0.5 ? 'medium' : 'low'}>
      <meter min={0} max={100} low={50} high={80} optimum={100} value={percent} aria-label="Confidence" />
      {percent} %
    </span>
  );
}

function PasteForm() {
  const [text, setText] = useState('');
  const [name, setName] = useState('');
  return (
    <form
      className="paste-form"
      onSubmit={(event) => {
        event.preventDefault();
        void addText(name.trim(), text);
      }}
    >
      <Textarea
        label="Text"
        autoFocus
        autosize
        minRows={8}
        maxRows={18}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        classNames={{ input: 'mono' }}
        placeholder="Paste lines of a log or a table here"
      />
      <div className="paste-actions">
        <TextInput
          aria-label="Name"
          placeholder="Name of this source (optional)"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <span className="step-space" />
        <Button variant="default" onClick={stopPasting}>
          Cancel
        </Button>
        <Button type="submit" disabled={text.trim() === ''}>
          Use this text
        </Button>
      </div>
    </form>
  );
}
