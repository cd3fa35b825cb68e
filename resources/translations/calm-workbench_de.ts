<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>QAbstractSpinBox</name>
    <message>
        <source>&amp;Select All</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Step up</source>
        <translation>&amp;Inkrementieren</translation>
    </message>
    <message>
        <source>Step &amp;down</source>
        <translation>&amp;Dekrementieren</translation>
    </message>
</context>
<context>
    <name>QComboBox</name>
    <message>
        <source>Open the combo box selection popup</source>
        <translation>Öffnet das Auswahlfenster der Combobox</translation>
    </message>
</context>
<context>
    <name>QDialog</name>
    <message>
        <source>What&apos;s This?</source>
        <translation>Direkthilfe</translation>
    </message>
</context>
<context>
    <name>QDialogButtonBox</name>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
</context>
<context>
    <name>QDockWidget</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Closes the dock widget</source>
        <translation>Schließt das Dock-Widget</translation>
    </message>
    <message>
        <source>Float</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Undocks and re-attaches the dock widget</source>
        <translation>Löst das Dock-Widget und verankert es wieder</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>%1
Directory not found.
Please verify the correct directory name was given.</source>
        <translation>%1
Das Verzeichnis konnte nicht gefunden werden.
Stellen Sie sicher, dass der Verzeichnisname richtig ist.</translation>
    </message>
    <message>
        <source>%1
File not found.
Please verify the correct file name was given.</source>
        <translation>%1
Die Datei konnte nicht gefunden werden.
Stellen Sie sicher, dass der Dateiname richtig ist.</translation>
    </message>
    <message>
        <source>%1 already exists.
Do you want to replace it?</source>
        <translation>Die Datei %1 existiert bereits.
Soll sie überschrieben werden?</translation>
    </message>
    <message>
        <source>&amp;Choose</source>
        <translation>&amp;Auswählen</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>&amp;New Folder</source>
        <translation>&amp;Neues Verzeichnis</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>S&amp;peichern</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is write protected.
Do you want to delete it anyway?</source>
        <translation>&apos;%1&apos; ist schreibgeschützt.
Möchten Sie die Datei trotzdem löschen?</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Alt+Left</source>
        <translation>Alt+Left</translation>
    </message>
    <message>
        <source>Alt+Right</source>
        <translation>Alt+Right</translation>
    </message>
    <message>
        <source>Alt+Up</source>
        <translation>Alt+Up</translation>
    </message>
    <message>
        <source>Are you sure you want to delete &apos;%1&apos;?</source>
        <translation>Sind Sie sicher, dass Sie &apos;%1&apos; löschen möchten?</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Change to detail view mode</source>
        <translation>Wechsle zu Detailansicht</translation>
    </message>
    <message>
        <source>Change to list view mode</source>
        <translation>Wechsle zu Listenansicht</translation>
    </message>
    <message>
        <source>Could not delete directory.</source>
        <translation>Das Verzeichnis konnte nicht gelöscht werden.</translation>
    </message>
    <message>
        <source>Create New Folder</source>
        <translation>Neuen Ordner erstellen</translation>
    </message>
    <message>
        <source>Create a New Folder</source>
        <translation>Neuen Ordner erstellen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Detail View</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Directories</source>
        <translation>Verzeichnisse</translation>
    </message>
    <message>
        <source>Directory:</source>
        <translation>Verzeichnis:</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>Datei&amp;name:</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Files of type:</source>
        <translation>Dateien des Typs:</translation>
    </message>
    <message>
        <source>Find Directory</source>
        <translation>Verzeichnis suchen</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Go forward</source>
        <translation>Vor</translation>
    </message>
    <message>
        <source>Go to the parent directory</source>
        <translation>Gehe zum übergeordneten Verzeichnis</translation>
    </message>
    <message>
        <source>List View</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>List of places and bookmarks</source>
        <translation>Liste der Orte und Lesezeichen</translation>
    </message>
    <message>
        <source>Look in:</source>
        <translation>Suchen in:</translation>
    </message>
    <message>
        <source>New Folder</source>
        <translation>Neues Verzeichnis</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Parent Directory</source>
        <translation>Übergeordnetes Verzeichnis</translation>
    </message>
    <message>
        <source>Recent Places</source>
        <translation>Zuletzt besucht</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Save As</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>Show </source>
        <translation>Anzeigen </translation>
    </message>
    <message>
        <source>Show &amp;hidden files</source>
        <translation>&amp;Versteckte Dateien anzeigen</translation>
    </message>
    <message>
        <source>Sidebar</source>
        <translation>Seitenleiste</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>Computer</source>
        <translation>Computer</translation>
    </message>
    <message>
        <source>Date Modified</source>
        <translation>Änderungsdatum</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>My Computer</source>
        <translation>Mein Computer</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
</context>
<context>
    <name>QGnomeTheme</name>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>Schl&amp;ießen</translation>
    </message>
    <message>
        <source>&amp;OK</source>
        <translation>&amp;OK</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>S&amp;peichern</translation>
    </message>
    <message>
        <source>Close without Saving</source>
        <translation>Schließen ohne zu Speichern</translation>
    </message>
</context>
<context>
    <name>QLineEdit</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>Ein&amp;fügen</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>Wieder&amp;herstellen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>QMessageBox</name>
    <message>
        <source>Hide Details...</source>
        <translation>Details ausblenden...</translation>
    </message>
    <message>
        <source>Show Details...</source>
        <translation>Details einblenden...</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>&amp;No</source>
        <translation>&amp;Nein</translation>
    </message>
    <message>
        <source>&amp;Yes</source>
        <translation>&amp;Ja</translation>
    </message>
    <message>
        <source>Abort</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Ignorieren</translation>
    </message>
    <message>
        <source>N&amp;o to All</source>
        <translation>N&amp;ein, keine</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Restore Defaults</source>
        <translation>Voreinstellungen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save All</source>
        <translation>Alles speichern</translation>
    </message>
    <message>
        <source>Yes to &amp;All</source>
        <translation>Ja, &amp;alle</translation>
    </message>
</context>
<context>
    <name>QScrollBar</name>
    <message>
        <source>Bottom</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Left edge</source>
        <translation>Linker Rand</translation>
    </message>
    <message>
        <source>Page down</source>
        <translation>Eine Seite nach unten</translation>
    </message>
    <message>
        <source>Page left</source>
        <translation>Eine Seite nach links</translation>
    </message>
    <message>
        <source>Page right</source>
        <translation>Eine Seite nach rechts</translation>
    </message>
    <message>
        <source>Page up</source>
        <translation>Eine Seite nach oben</translation>
    </message>
    <message>
        <source>Right edge</source>
        <translation>Rechter Rand</translation>
    </message>
    <message>
        <source>Scroll down</source>
        <translation>Nach unten scrollen</translation>
    </message>
    <message>
        <source>Scroll here</source>
        <translation>Hierher scrollen</translation>
    </message>
    <message>
        <source>Scroll left</source>
        <translation>Nach links scrollen</translation>
    </message>
    <message>
        <source>Scroll right</source>
        <translation>Nach rechts scrollen</translation>
    </message>
    <message>
        <source>Scroll up</source>
        <translation>Nach oben scrollen</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>Anfang</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Rücktaste</translation>
    </message>
    <message>
        <source>Backtab</source>
        <translation>Rück-Tab</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Herunter</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Escape</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Einfg</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Meta</source>
        <translation>Meta</translation>
    </message>
    <message>
        <source>Num</source>
        <translation>Zahlenblock</translation>
    </message>
    <message>
        <source>Page Down</source>
        <translation>Bild abwärts</translation>
    </message>
    <message>
        <source>Page Up</source>
        <translation>Bild aufwärts</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>PgDown</source>
        <translation>Bild abwärts</translation>
    </message>
    <message>
        <source>PgUp</source>
        <translation>Bild aufwärts</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Druck</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Hoch</translation>
    </message>
</context>
<context>
    <name>QTabBar</name>
    <message>
        <source>Scroll Left</source>
        <translation>Nach links scrollen</translation>
    </message>
    <message>
        <source>Scroll Right</source>
        <translation>Nach rechts scrollen</translation>
    </message>
</context>
<context>
    <name>QUndoGroup</name>
    <message>
        <source>Redo</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Redo %1</source>
        <translation>%1 wiederherstellen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo %1</source>
        <translation>%1 rückgängig machen</translation>
    </message>
</context>
<context>
    <name>QUndoModel</name>
    <message>
        <source>&lt;empty&gt;</source>
        <translation>&lt;leer&gt;</translation>
    </message>
</context>
<context>
    <name>QUndoStack</name>
    <message>
        <source>Redo</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Redo %1</source>
        <translation>%1 wiederherstellen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo %1</source>
        <translation>%1 rückgängig machen</translation>
    </message>
</context>
<context>
    <name>QWidgetTextControl</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>Ein&amp;fügen</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>Wieder&amp;herstellen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Copy &amp;Link Location</source>
        <translation>&amp;Link-Adresse kopieren</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
</context>
<context>
    <name>calm::ui</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>noch weniger als eine Minute</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>noch etwa %1 min</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>noch etwa %1 h</translation>
    </message>
    <message>
        <source>about %1 h %2 min left</source>
        <translation>noch etwa %1 h %2 min</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 k</source>
        <translation>%1 k</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 M</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 tok/s</translation>
    </message>
    <message>
        <source>check &quot;Replace what is there&quot;</source>
        <translation>„Vorhandenes ersetzen“ ankreuzen</translation>
    </message>
    <message>
        <source>choose compressed-tensors</source>
        <translation>compressed-tensors wählen</translation>
    </message>
    <message>
        <source>choose bfloat16 or float32 as Storage in Set-up</source>
        <translation>bfloat16 oder float32 als „Speichertyp“ in der Einrichtung wählen</translation>
    </message>
    <message>
        <source>Choose another Storage in Set-up</source>
        <translation>Einen anderen „Speichertyp“ in der Einrichtung wählen</translation>
    </message>
    <message>
        <source>with this Storage in Set-up</source>
        <translation>mit diesem „Speichertyp“ in der Einrichtung</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>dB</source>
        <translation>dB</translation>
    </message>
    <message>
        <source>Linear CKA</source>
        <translation>Lineare CKA</translation>
    </message>
    <message>
        <source>Linear CKA (Kornblith et al. 2019) of the original&apos;s and the candidate&apos;s rows; 1 is alike up to rotation and scale. The paper&apos;s.</source>
        <translation>Lineares CKA (Kornblith et al. 2019) der Zeilen des Originals und des Kandidaten; 1 heißt gleich bis auf Drehung und Maßstab. Das Maß der Veröffentlichung.</translation>
    </message>
    <message>
        <source>CKA without sinks</source>
        <translation>CKA ohne Senken</translation>
    </message>
    <message>
        <source>Linear CKA over the tokens that are no attention sinks: rows of the original whose norm exceeds 10 times the median norm are left out.</source>
        <translation>Lineares CKA über die Token, die keine Aufmerksamkeitssenken sind: Zeilen des Originals, deren Norm das Zehnfache der mittleren Norm (Median) übersteigt, bleiben außen vor.</translation>
    </message>
    <message>
        <source>CKA standardised</source>
        <translation>CKA standardisiert</translation>
    </message>
    <message>
        <source>Linear CKA of columns with mean 0 and deviation 1, so that no outlier channel decides alone.</source>
        <translation>Lineares CKA von Spalten mit Mittelwert 0 und Abweichung 1, damit kein Ausreißerkanal allein entscheidet.</translation>
    </message>
    <message>
        <source>Debiased CKA</source>
        <translation>CKA, erwartungstreu</translation>
    </message>
    <message>
        <source>CKA from the unbiased HSIC estimator (Song et al. 2012): not inflated where tokens are few.</source>
        <translation>CKA aus dem erwartungstreuen HSIC-Schätzer (Song et al. 2012): bei wenigen Token nicht überhöht.</translation>
    </message>
    <message>
        <source>Signal to quantization noise, 10 log10(||Y||^2 / ||Y - Yq||^2): the relative MSE in decibel.</source>
        <translation>Signal zu Quantisierungsrauschen, 10 log10(||Y||^2 / ||Y - Yq||^2): der relative MSE in Dezibel.</translation>
    </message>
    <message>
        <source>Cosine between the original&apos;s and the candidate&apos;s row, mean over the tokens.</source>
        <translation>Kosinus zwischen der Zeile des Originals und der des Kandidaten, Mittel über die Token.</translation>
    </message>
    <message>
        <source>Linear CKA, residual</source>
        <translation>Lineares CKA, Residuum</translation>
    </message>
    <message>
        <source>Linear CKA at the layer&apos;s output, after the residual, whose stream hides the differences: kept for comparison.</source>
        <translation>Lineares CKA an der Ausgabe der Schicht nach dem Residuum, dessen Strom die Unterschiede verdeckt: zum Vergleich erhalten.</translation>
    </message>
    <message>
        <source>CKA without sinks, residual</source>
        <translation>CKA ohne Senken, Residuum</translation>
    </message>
    <message>
        <source>CKA without sinks at the layer&apos;s output, after the residual.</source>
        <translation>CKA ohne Senken an der Ausgabe der Schicht nach dem Residuum.</translation>
    </message>
    <message>
        <source>CKA standardised, residual</source>
        <translation>CKA standardisiert, Residuum</translation>
    </message>
    <message>
        <source>CKA of standardised columns at the layer&apos;s output, after the residual.</source>
        <translation>CKA standardisierter Spalten an der Ausgabe der Schicht nach dem Residuum.</translation>
    </message>
    <message>
        <source>Debiased CKA, residual</source>
        <translation>CKA, erwartungstreu, Residuum</translation>
    </message>
    <message>
        <source>Debiased CKA at the layer&apos;s output, after the residual.</source>
        <translation>Erwartungstreues CKA an der Ausgabe der Schicht nach dem Residuum.</translation>
    </message>
    <message>
        <source>SQNR, residual</source>
        <translation>SQNR, Residuum</translation>
    </message>
    <message>
        <source>SQNR at the layer&apos;s output, after the residual: what the layers above receive.</source>
        <translation>SQNR an der Ausgabe der Schicht nach dem Residuum: was die Schichten darüber erhalten.</translation>
    </message>
    <message>
        <source>Cosine, residual</source>
        <translation>Kosinus, Residuum</translation>
    </message>
    <message>
        <source>Token cosine at the layer&apos;s output, after the residual.</source>
        <translation>Token-Kosinus an der Ausgabe der Schicht nach dem Residuum.</translation>
    </message>
    <message>
        <source>KL of the final logits</source>
        <translation>KL der letzten Logits</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>nat</translation>
    </message>
    <message>
        <source>KL divergence of the next-token distributions from the original&apos;s, with the original layers above the candidate, on the first tokens of the calibration. Dear: runs the layers above for every candidate.</source>
        <translation>KL-Divergenz der Verteilungen des nächsten Tokens von denen des Originals, mit den originalen Schichten über dem Kandidaten, auf den ersten Token der Kalibrierung. Teuer: rechnet für jeden Kandidaten die Schichten darüber.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1, log(1 − score)</source>
        <translation>%1, log(1 − Wert)</translation>
    </message>
    <message>
        <source>Rounds each weight to the nearest code of its group.</source>
        <translation>Rundet jedes Gewicht auf den nächsten Code seiner Gruppe.</translation>
    </message>
    <message>
        <source>Search each group&apos;s clipping ratio for the least output error.</source>
        <translation>Sucht für jede Gruppe die Kappung mit dem kleinsten Ausgabefehler.</translation>
    </message>
    <message>
        <source>Ratios tried by the clipping search.</source>
        <translation>Wie viele Kappungen die Suche ausprobiert.</translation>
    </message>
    <message>
        <source>How far the clipping search goes down.</source>
        <translation>Wie weit die Suche nach der Kappung hinuntergeht.</translation>
    </message>
    <message>
        <source>Rounds column by column and corrects the columns to come, by the inverse Hessian.</source>
        <translation>Rundet Spalte für Spalte und korrigiert die folgenden Spalten mit der inversen Hesse-Matrix.</translation>
    </message>
    <message>
        <source>Damping, as a share of the Hessian&apos;s mean diagonal.</source>
        <translation>Dämpfung, als Anteil der mittleren Diagonale der Hesse-Matrix.</translation>
    </message>
    <message>
        <source>Columns updated together; changes speed, not results.</source>
        <translation>Spalten, die zusammen nachgeführt werden; ändert die Geschwindigkeit, nicht das Ergebnis.</translation>
    </message>
    <message>
        <source>Columns by falling Hessian diagonal; implies static-groups.</source>
        <translation>Spalten nach fallender Diagonale der Hesse-Matrix; schließt static-groups ein.</translation>
    </message>
    <message>
        <source>Scales found on the original weights, not on the updated ones.</source>
        <translation>Skalen aus den ursprünglichen Gewichten, nicht aus den nachgeführten.</translation>
    </message>
    <message>
        <source>How far weights are moved to undo the error that the layers below left in the input (GPTAQ).</source>
        <translation>Wie weit Gewichte verschoben werden, um den Fehler auszugleichen, den die Schichten darunter im Eingang ließen (GPTAQ).</translation>
    </message>
    <message>
        <source>Sweeps of coordinate descent over codes and scales afterwards (QuantEase).</source>
        <translation>Durchgänge des Koordinatenabstiegs über Codes und Skalen im Anschluss (QuantEase).</translation>
    </message>
    <message>
        <source>Scales salient input channels up before rounding, by a grid search on the output error.</source>
        <translation>Skaliert wichtige Eingangskanäle vor dem Runden hoch, mit einer Rastersuche über den Ausgabefehler.</translation>
    </message>
    <message>
        <source>Points of the exponent grid.</source>
        <translation>Punkte des Rasters der Exponenten.</translation>
    </message>
    <message>
        <source>Divide by the weights&apos; mean magnitude as well (duo scaling).</source>
        <translation>Auch durch den mittleren Betrag der Gewichte teilen (duo scaling).</translation>
    </message>
    <message>
        <source>What the grid compares: the linears&apos; own outputs, or the attention&apos;s and the FFN&apos;s on up to 2048 tokens (the official release; slower).</source>
        <translation>Was das Raster vergleicht: die Ausgaben der linearen Abbildungen selbst, oder die von Attention und FFN auf bis zu 2048 Token (wie die offizielle Fassung; langsamer).</translation>
    </message>
    <message>
        <source>Fold v -&gt; o under grouped-query attention too, one scale a KV channel.</source>
        <translation>v -&gt; o auch bei gruppierter Attention (GQA) falten, mit einer Skala je KV-Kanal.</translation>
    </message>
    <message>
        <source>Moves the activations&apos; outliers into the weights, by the exponent alpha.</source>
        <translation>Verschiebt die Ausreißer der Aktivierungen in die Gewichte, mit dem Exponenten alpha.</translation>
    </message>
    <message>
        <source>How much of the difficulty moves from activations to weights.</source>
        <translation>Wie viel der Schwierigkeit von den Aktivierungen zu den Gewichten wandert.</translation>
    </message>
    <message>
        <source>Learns each weight&apos;s rounding and each group&apos;s clipping by sign gradient descent on the output error.</source>
        <translation>Lernt die Rundung jedes Gewichts und die Kappung jeder Gruppe durch Vorzeichen-Gradientenabstieg auf dem Ausgabefehler.</translation>
    </message>
    <message>
        <source>Gradient steps a site.</source>
        <translation>Gradientenschritte je Stelle.</translation>
    </message>
    <message>
        <source>First step&apos;s size in codes, falling to nothing; 0: one over the number of steps.</source>
        <translation>Größe des ersten Schritts in Codes, fällt bis auf null; 0: eins durch die Zahl der Schritte.</translation>
    </message>
    <message>
        <source>Where the descent begins: plain scales (the paper), those of the clipping search, or the codes of gptq:act-order:clip:refine=4.</source>
        <translation>Wo der Abstieg beginnt: bei einfachen Skalen (wie im Artikel), denen der Suche nach der Kappung, oder den Codes von gptq:act-order:clip:refine=4.</translation>
    </message>
    <message>
        <source>Learn the rounding only.</source>
        <translation>Nur die Rundung lernen.</translation>
    </message>
    <message>
        <source>Learns each group&apos;s clipping, and on request the scales of the norm folds, by gradient descent.</source>
        <translation>Lernt die Kappung jeder Gruppe, auf Wunsch auch die Skalen der Norm-Faltungen, durch Gradientenabstieg.</translation>
    </message>
    <message>
        <source>Adam&apos;s step for the clipping strengths.</source>
        <translation>Adams Schrittweite für die Stärke der Kappung.</translation>
    </message>
    <message>
        <source>Where the clipping begins: almost none (the paper), or where the clipping search ends.</source>
        <translation>Wo die Kappung beginnt: fast keine (wie im Artikel), oder wo die Suche nach der Kappung endet.</translation>
    </message>
    <message>
        <source>Learn the scales of norm -&gt; q,k,v, norm -&gt; gate,up and up -&gt; down first (equivalent transformation).</source>
        <translation>Zuerst die Skalen von Norm -&gt; q,k,v, Norm -&gt; gate,up und up -&gt; down lernen (gleichwertige Umformung).</translation>
    </message>
    <message>
        <source>Adam&apos;s step for these scales&apos; logarithms.</source>
        <translation>Adams Schrittweite für die Logarithmen dieser Skalen.</translation>
    </message>
    <message>
        <source>Gradient steps for these scales.</source>
        <translation>Gradientenschritte für diese Skalen.</translation>
    </message>
    <message>
        <source>Conditions the Hessian before rounding: compresses its large input channels, merged into the norms.</source>
        <translation>Konditioniert die Hesse-Matrix vor dem Runden: staucht ihre großen Eingangskanäle, in die Normen eingerechnet.</translation>
    </message>
    <message>
        <source>Strength of the compression, 1 makes the Hessian&apos;s diagonal even; 0: the best of ten by output error.</source>
        <translation>Stärke der Stauchung, 1 macht die Diagonale der Hesse-Matrix gleichmäßig; 0: die beste von zehn nach dem Ausgabefehler.</translation>
    </message>
    <message>
        <source>Small groups with quantized scales and zeros, and the costliest weights kept beside them; not exportable.</source>
        <translation>Kleine Gruppen mit quantisierten Skalen und Nullpunkten; die Gewichte, deren Rundung am meisten kostet, bleiben daneben erhalten. Nicht exportierbar.</translation>
    </message>
    <message>
        <source>Share of the weights that is kept.</source>
        <translation>Anteil der Gewichte, der erhalten bleibt.</translation>
    </message>
    <message>
        <source>Weights a scale and a zero.</source>
        <translation>Gewichte je Skala und Nullpunkt.</translation>
    </message>
    <message>
        <source>Bits of a scale&apos;s and a zero&apos;s code.</source>
        <translation>Bit je Code einer Skala und eines Nullpunkts.</translation>
    </message>
    <message>
        <source>Rows that share their statistics.</source>
        <translation>Zeilen, die sich ihre Statistik teilen.</translation>
    </message>
    <message>
        <source>The paper&apos;s pool of three.</source>
        <translation>Der Pool des Artikels mit drei Verfahren.</translation>
    </message>
    <message>
        <source>The paper&apos;s pool with five strengths of SmoothQuant.</source>
        <translation>Der Pool des Artikels mit fünf Stärken von SmoothQuant.</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>Stark</translation>
    </message>
    <message>
        <source>Clipping, act-order and compositions: what wins end to end.</source>
        <translation>Kappung, act-order und Kombinationen: was am ganzen Modell gewinnt.</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Algorithm 1 of CALM exactly: GPTQ, AWQ and SmoothQuant, chosen by linear CKA.</source>
        <translation>Genau der Algorithmus 1 von CALM: GPTQ, AWQ und SmoothQuant, gewählt nach linearer CKA.</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>Bestes</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>What gives the best model end to end: a rotated model, strong candidates, chosen by the error that the layers above receive, then scales and norms learned from the original&apos;s answers.</source>
        <translation>Was am ganzen Modell das Beste ergibt: ein gedrehtes Modell, starke Kandidaten, gewählt nach dem Fehler, der bei den Schichten darüber ankommt, danach Skalen und Normen, die aus den Antworten des Originals gelernt werden.</translation>
    </message>
    <message>
        <source>(&quot;Scales exact in float16&quot; in Set-up)</source>
        <translation>(„Skalen in float16 exakt“ in der Einrichtung)</translation>
    </message>
    <message>
        <source>with &quot;Scales exact in float16&quot; in Set-up</source>
        <translation>mit „Skalen in float16 exakt“ in der Einrichtung</translation>
    </message>
    <message>
        <source>Bits a weight; goes to the last stage.</source>
        <translation>Bits je Gewicht; gilt für die letzte Stufe.</translation>
    </message>
    <message>
        <source>choose &quot;KL of the output&quot; as the loss, which measures what is missing</source>
        <translation>wählen Sie „KL der Ausgabe“ als Verlust, das misst, was fehlt</translation>
    </message>
    <message>
        <source>check smaller widths</source>
        <translation>wählen Sie kleinere Bitbreiten</translation>
    </message>
    <message>
        <source>only %1 tokens for %2 features: CKA is inflated below 4 x the width (%3 tokens)</source>
        <translation>nur %1 Token für %2 Merkmale: Unterhalb der vierfachen Breite (%3 Token) fällt die CKA zu hoch aus</translation>
    </message>
    <message>
        <source>%1 inputs are not a multiple of %2: those linears use groups of %3</source>
        <translation>%1 Eingänge sind kein Vielfaches von %2: Diese linearen Schichten verwenden Gruppen von %3</translation>
    </message>
    <message>
        <source>code minus zero point needs more than %1 bits: these weights run on the 8-bit kernels, exactly</source>
        <translation>Code minus Nullpunkt braucht mehr als %1 Bit: Diese Gewichte laufen exakt auf den 8-Bit-Kernels</translation>
    </message>
    <message>
        <source>code minus zero point does not fit 8 bits: these weights run dequantized, without integer kernels</source>
        <translation>Code minus Nullpunkt passt nicht in 8 Bit: Diese Gewichte laufen dequantisiert, ohne Ganzzahl-Kernels</translation>
    </message>
    <message>
        <source>this needs more memory than is free; use fewer or shorter sequences</source>
        <translation>dafür ist nicht genug Speicher frei; weniger oder kürzere Sequenzen verwenden</translation>
    </message>
    <message>
        <source>this needs more disk space than is free in the session&apos;s folder</source>
        <translation>dafür ist im Ordner der Sitzung nicht genug Platz frei</translation>
    </message>
    <message>
        <source>Group %1 instead of %2, which does not divide the inputs: %3.</source>
        <translation>Gruppe %1 statt %2, das die Eingänge nicht teilt: %3.</translation>
    </message>
    <message>
        <source>Stay 16 bit: %1.</source>
        <translation>Bleiben bei 16 Bit: %1.</translation>
    </message>
    <message>
        <source>Linears that serving runtimes fuse (q, k, v or gate, up) differ in %1: such a runtime may refuse the model.</source>
        <translation>Lineare Schichten, die Laufzeitumgebungen verschmelzen (q, k, v oder gate, up), unterscheiden sich in %1: Eine solche Umgebung lehnt das Modell womöglich ab.</translation>
    </message>
    <message>
        <source>Bits a weight: %1.</source>
        <translation>Bit je Gewicht: %1.</translation>
    </message>
    <message>
        <source>Weights of %1 bits: transformers with compressed-tensors 0.19 reads them (older versions pack them differently); vLLM&apos;s kernels take 4 and 8 bits only.</source>
        <translation>Gewichte mit %1 Bit: transformers mit compressed-tensors 0.19 liest sie (ältere Versionen packen sie anders); die Kernels von vLLM nehmen nur 4 und 8 Bit.</translation>
    </message>
    <message>
        <source>Some layers have a method for each part. q, k, v and gate, up share bits and group in every layer, so that runtimes that fuse them can.</source>
        <translation>Manche Schichten haben ein Verfahren je Teil. q, k, v und gate, up haben in jeder Schicht dieselben Bits und Gruppen, sodass Umgebungen sie verschmelzen können.</translation>
    </message>
    <message>
        <source>Runtimes that fuse q, k, v and gate, up need one scheme for each; it differs at %1.</source>
        <translation>Umgebungen, die q, k, v und gate, up verschmelzen, brauchen je ein Schema dafür; es unterscheidet sich bei %1.</translation>
    </message>
    <message>
        <source>Scales and norms are tuned: %1 epochs over %2 tokens; KL to the original %3 -&gt; %4 on held-out text (%5).</source>
        <translation>Skalen und Normen sind nachgestellt: %1 Epochen über %2 Token; KL zum Original %3 → %4 auf zurückgehaltenem Text (%5).</translation>
    </message>
    <message>
        <source>Scales and norms are tuned: %1.</source>
        <translation>Skalen und Normen sind nachgestellt: %1.</translation>
    </message>
    <message>
        <source>%1 of %2 layers are stale: their methods were chosen under other choices below them. Recompute to choose them again.</source>
        <translation>%1 von %2 Schichten sind veraltet: Ihre Verfahren wurden unter anderen Entscheidungen darunter gewählt. Neu berechnen, um sie erneut zu wählen.</translation>
    </message>
    <message>
        <source>Weights are exactly the plan&apos;s. llama.cpp quantizes activations in blocks of 32 (Q8_0) instead of by token, so its logits differ a little.</source>
        <translation>Die Gewichte sind exakt die des Plans. llama.cpp quantisiert Aktivierungen in Blöcken von 32 (Q8_0) statt je Token, daher weichen seine Logits etwas ab.</translation>
    </message>
    <message>
        <source>transformers loads the export as it is; vLLM reads this layout, but it was not run here.</source>
        <translation>transformers lädt den Export, wie er ist; vLLM liest dieses Format, wurde hier aber nicht ausgeführt.</translation>
    </message>
    <message>
        <source>Layers %1: v -&gt; o not folded: grouped-query attention (option gqa-vo)</source>
        <translation>Schichten %1: v -&gt; o nicht gefaltet: Grouped-Query-Attention (Option gqa-vo)</translation>
    </message>
    <message>
        <source>statistics</source>
        <translation>Statistiken</translation>
    </message>
    <message>
        <source>quantizing</source>
        <translation>Quantisieren</translation>
    </message>
    <message>
        <source>scoring</source>
        <translation>Bewerten</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>Embedding</translation>
    </message>
    <message>
        <source>final norm and head</source>
        <translation>letzte Norm und Kopf</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>reading layer %1 back</source>
        <translation>Schicht %1 wird zurückgelesen</translation>
    </message>
    <message>
        <source>reading embedding and head back</source>
        <translation>Embedding und Kopf werden zurückgelesen</translation>
    </message>
    <message>
        <source>comparing the logits</source>
        <translation>Logits werden verglichen</translation>
    </message>
    <message>
        <source>replaying the layers below %1</source>
        <translation>Schichten unter %1 werden nachgespielt</translation>
    </message>
    <message>
        <source>quantizing the plan&apos;s layers</source>
        <translation>Schichten des Plans werden quantisiert</translation>
    </message>
    <message>
        <source>the plan&apos;s layers</source>
        <translation>Schichten des Plans</translation>
    </message>
    <message>
        <source>the original&apos;s answers</source>
        <translation>Antworten des Originals</translation>
    </message>
    <message>
        <source>the plan as it is</source>
        <translation>der Plan, wie er ist</translation>
    </message>
    <message>
        <source>Hessian traces</source>
        <translation>Spuren der Hesse-Matrix</translation>
    </message>
    <message>
        <source>rounding errors at %1 bits</source>
        <translation>Rundungsfehler bei %1 Bit</translation>
    </message>
    <message>
        <source>gain on held-out text: %1</source>
        <translation>Gewinn auf zurückgehaltenem Text: %1</translation>
    </message>
    <message>
        <source>divergence and perplexity of %1, %2 windows</source>
        <translation>Divergenz und Perplexität von %1, %2 Fenster</translation>
    </message>
    <message>
        <source>perplexity of %1, %2 windows</source>
        <translation>Perplexität von %1, %2 Fenster</translation>
    </message>
    <message>
        <source>warming up: %1</source>
        <translation>Aufwärmen: %1</translation>
    </message>
    <message>
        <source>timing: %1</source>
        <translation>Zeitmessung: %1</translation>
    </message>
    <message>
        <source>layer %1: %2 instead of %3</source>
        <translation>Schicht %1: %2 statt %3</translation>
    </message>
    <message>
        <source>layer %1 of %2: %3</source>
        <translation>Schicht %1 von %2: %3</translation>
    </message>
    <message>
        <source>layer %1 of %2</source>
        <translation>Schicht %1 von %2</translation>
    </message>
    <message>
        <source>%1 = %2</source>
        <translation>%1 = %2</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Hybrid</source>
        <translation>Hybrid</translation>
    </message>
    <message>
        <source>Hybrid before tuning</source>
        <translation>Hybrid vor dem Nachstellen</translation>
    </message>
    <message>
        <source>Hybrid before refinement</source>
        <translation>Hybrid vor dem Verfeinern</translation>
    </message>
    <message>
        <source>%1 everywhere</source>
        <translation>Überall %1</translation>
    </message>
    <message>
        <source>Plan by %1</source>
        <translation>Plan nach %1</translation>
    </message>
    <message>
        <source>Random plan, seed %1</source>
        <translation>Zufallsplan, Seed %1</translation>
    </message>
    <message>
        <source>%1 stays 16 bit: no group of 32 channels divides its %2 inputs</source>
        <translation>%1 bleibt bei 16 Bit: Keine Gruppe von 32 Kanälen teilt seine %2 Eingänge</translation>
    </message>
    <message>
        <source>%1 stays 16 bit: no group of %2, 64 or 32 divides its %3 inputs</source>
        <translation>%1 bleibt bei 16 Bit: Keine Gruppe von %2, 64 oder 32 teilt seine %3 Eingänge</translation>
    </message>
    <message>
        <source>%1 stays 16 bit: no group of %2 or 32 divides its %3 inputs</source>
        <translation>%1 bleibt bei 16 Bit: Keine Gruppe von %2 oder 32 teilt seine %3 Eingänge</translation>
    </message>
    <message>
        <source>%1 stays 16 bit: no group of %2 divides its %3 inputs</source>
        <translation>%1 bleibt bei 16 Bit: Keine Gruppe von %2 teilt seine %3 Eingänge</translation>
    </message>
    <message>
        <source>groups of %1 are no multiple of %2: these weights run dequantized, without integer kernels</source>
        <translation>Gruppen von %1 sind kein Vielfaches von %2: Diese Gewichte laufen dequantisiert, ohne Ganzzahl-Kernels</translation>
    </message>
    <message>
        <source>%1: no such file or folder</source>
        <translation>%1: Diese Datei oder dieser Ordner ist nicht da</translation>
    </message>
    <message>
        <source>%1: give a model folder (config.json with .safetensors) or a .gguf file</source>
        <translation>%1: Nötig ist ein Modellordner (config.json mit .safetensors) oder eine .gguf-Datei</translation>
    </message>
    <message>
        <source>%1: cannot be opened; a model folder needs a config.json</source>
        <translation>%1: lässt sich nicht öffnen; ein Modellordner braucht eine config.json</translation>
    </message>
    <message>
        <source>%1: not valid JSON: %2</source>
        <translation>%1: kein gültiges JSON: %2</translation>
    </message>
    <message>
        <source>%1 is not valid JSON: %2</source>
        <translation>%1 ist kein gültiges JSON: %2</translation>
    </message>
    <message>
        <source>%1: not a JSON object</source>
        <translation>%1: kein JSON-Objekt</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is missing</source>
        <translation>%1: „%2“ fehlt</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not an integer</source>
        <translation>%1: „%2“ ist keine ganze Zahl</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not a number</source>
        <translation>%1: „%2“ ist keine Zahl</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not a string</source>
        <translation>%1: „%2“ ist kein Text</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is neither true nor false</source>
        <translation>%1: „%2“ ist weder true noch false</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; must be a positive integer, is %3</source>
        <translation>%1: „%2“ muss eine positive ganze Zahl sein, ist aber %3</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not a multiple of num_attention_heads and there is no head_dim</source>
        <translation>%1: „%2“ ist kein Vielfaches von num_attention_heads, und head_dim fehlt</translation>
    </message>
    <message>
        <source>%1: num_attention_heads (%2) is not a multiple of num_key_value_heads (%3)</source>
        <translation>%1: num_attention_heads (%2) ist kein Vielfaches von num_key_value_heads (%3)</translation>
    </message>
    <message>
        <source>%1: architecture &quot;%2&quot; is not supported; supported are llama (with Mistral), qwen2 and qwen3</source>
        <translation>%1: Die Architektur „%2“ wird nicht unterstützt; unterstützt werden llama (mit Mistral), qwen2 und qwen3</translation>
    </message>
    <message>
        <source>%1: mixture-of-experts models are not supported</source>
        <translation>%1: Modelle mit mehreren Experten (MoE) werden nicht unterstützt</translation>
    </message>
    <message>
        <source>%1: partial rotary embeddings are not supported</source>
        <translation>%1: teilweise rotierende Positionskodierung wird nicht unterstützt</translation>
    </message>
    <message>
        <source>%1: keys and values of different widths are not supported</source>
        <translation>%1: Keys und Values verschiedener Breite werden nicht unterstützt</translation>
    </message>
    <message>
        <source>%1: rope scaling &quot;%2&quot; is not supported (none, linear and Llama 3&apos;s are)</source>
        <translation>%1: Die RoPE-Skalierung „%2“ wird nicht unterstützt (keine, lineare und die von Llama 3 schon)</translation>
    </message>
    <message>
        <source>%1: metadata &quot;%2&quot; is missing</source>
        <translation>%1: Die Angabe „%2“ fehlt in den Metadaten</translation>
    </message>
    <message>
        <source>%1: metadata &quot;%2&quot; must be positive, is %3</source>
        <translation>%1: Die Angabe „%2“ der Metadaten muss positiv sein, ist aber %3</translation>
    </message>
    <message>
        <source>%1: tensor %2 holds NaN or infinite values; the checkpoint is damaged</source>
        <translation>%1: Der Tensor %2 enthält NaN oder unendliche Werte; der Checkpoint ist beschädigt</translation>
    </message>
    <message>
        <source>%1: tensor %2 should be [%3] by the model&apos;s config</source>
        <translation>%1: Der Tensor %2 sollte nach der Konfiguration des Modells [%3] sein</translation>
    </message>
    <message>
        <source>%1: lm_head.weight is missing and config.json does not tie it to the embedding</source>
        <translation>%1: lm_head.weight fehlt, und config.json setzt es nicht mit der Einbettung gleich</translation>
    </message>
    <message>
        <source>%1: has no tensor %2. The file is incomplete, or its architecture is not the one its configuration names.</source>
        <translation>%1: Der Tensor %2 fehlt. Die Datei ist unvollständig, oder ihre Architektur ist nicht die in der Konfiguration genannte.</translation>
    </message>
    <message>
        <source>%1: this shard is missing, though %2 names it. Download the model again.</source>
        <translation>%1: Dieses Teilstück fehlt, obwohl %2 es nennt. Das Modell noch einmal herunterladen.</translation>
    </message>
    <message>
        <source>%1: has neither model.safetensors nor model.safetensors.index.json. %2</source>
        <translation>%1: enthält weder model.safetensors noch model.safetensors.index.json. %2</translation>
    </message>
    <message>
        <source>%1: dtype %2 is not supported. Convert the model to F32, F16 or BF16 first.</source>
        <translation>%1: Der Datentyp %2 wird nicht unterstützt. Das Modell vorher in F32, F16 oder BF16 umwandeln.</translation>
    </message>
    <message>
        <source>%1: ends inside of %2. The file is truncated: fetch it again.</source>
        <translation>%1: endet mitten in %2. Die Datei ist abgeschnitten: noch einmal herunterladen.</translation>
    </message>
    <message>
        <source>%1: does not begin with GGUF. This is not a GGUF file.</source>
        <translation>%1: beginnt nicht mit GGUF. Das ist keine GGUF-Datei.</translation>
    </message>
    <message>
        <source>%1: is GGUF version %2; versions 2 and 3 are supported. Convert the model again.</source>
        <translation>%1: ist GGUF-Version %2; unterstützt werden 2 und 3. Das Modell neu umwandeln.</translation>
    </message>
    <message>
        <source>%1: is one of %2 parts of a model. Merge them first, with llama-gguf-split --merge.</source>
        <translation>%1: ist einer von %2 Teilen eines Modells. Vorher mit llama-gguf-split --merge zusammenfügen.</translation>
    </message>
    <message>
        <source>%1: %2 is stored as %3, which is not supported. Use a file in F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q4_K, Q5_K or Q6_K.</source>
        <translation>%1: %2 ist als %3 gespeichert, was nicht unterstützt wird. Eine Datei in F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q4_K, Q5_K oder Q6_K verwenden.</translation>
    </message>
    <message>
        <source>%1: cannot be read: %2. Check the path.</source>
        <translation>%1: nicht lesbar: %2. Den Pfad prüfen.</translation>
    </message>
    <message>
        <source>%1: cannot be read: %2. Check its permissions.</source>
        <translation>%1: nicht lesbar: %2. Die Zugriffsrechte prüfen.</translation>
    </message>
    <message>
        <source>%1 cannot be read; check that it exists and its permissions</source>
        <translation>%1 ist nicht lesbar; prüfen, ob die Datei da ist und welche Rechte sie hat</translation>
    </message>
    <message>
        <source>%1 has neither a tokenizer.json nor a tokenizer.model; copy the one that came with the model into it</source>
        <translation>%1 enthält weder tokenizer.json noch tokenizer.model; die Datei des Modells hineinkopieren</translation>
    </message>
    <message>
        <source>this model has no usable tokenizer (%1); give token ids instead of text</source>
        <translation>Dieses Modell hat keinen brauchbaren Tokenizer (%1); statt Text Token-Nummern angeben</translation>
    </message>
    <message>
        <source>%1 is quantized already: a rotation needs the original model</source>
        <translation>%1 ist bereits quantisiert: Eine Rotation braucht das Originalmodell</translation>
    </message>
    <message>
        <source>%1 is quantized already; analyse the original model</source>
        <translation>%1 ist bereits quantisiert; das Originalmodell analysieren</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no UTF-8 text: the byte at offset %2 belongs to no character. Convert it to UTF-8.</source>
        <translation>„%1“ ist kein UTF-8-Text: Das Byte an Stelle %2 gehört zu keinem Zeichen. In UTF-8 umwandeln.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; holds no text.</source>
        <translation>„%1“ enthält keinen Text.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is a file of token ids: it has no text.</source>
        <translation>„%1“ ist eine Datei mit Token-Nummern: Sie enthält keinen Text.</translation>
    </message>
    <message>
        <source>There is no file &apos;%1&apos;.</source>
        <translation>Die Datei „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is a folder where a file was expected.</source>
        <translation>„%1“ ist ein Ordner; erwartet wird eine Datei.</translation>
    </message>
    <message>
        <source>Cannot read &apos;%1&apos;: %2.</source>
        <translation>„%1“ ist nicht lesbar: %2.</translation>
    </message>
    <message>
        <source>%1 not one window of %2; give a longer text or a smaller window</source>
        <translation>%1 Das ergibt kein einziges Fenster von %2; einen längeren Text oder ein kleineres Fenster wählen</translation>
    </message>
    <message>
        <source>window %1 of the held-out text shares %2 tokens with what the model was fitted to or chosen by; name another text</source>
        <translation>Fenster %1 des zurückgehaltenen Textes hat %2 Token mit dem gemein, woran angepasst oder wonach gewählt wurde; einen anderen Text angeben</translation>
    </message>
    <message>
        <source>%1: the model&apos;s output is not finite on this text</source>
        <translation>%1: Die Ausgabe des Modells ist auf diesem Text nicht endlich</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no session: it holds no session.json.</source>
        <translation>„%1“ ist keine Sitzung: session.json fehlt.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has version %2; this program reads versions up to %3. Open it with a newer CALM Workbench.</source>
        <translation>„%1“ hat Version %2; dieses Programm liest bis Version %3. Mit einer neueren CALM Workbench öffnen.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is damaged: %2 is missing.</source>
        <translation>„%1“ ist beschädigt: %2 fehlt.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is damaged: %2 should be %3, found %4.</source>
        <translation>„%1“ ist beschädigt: %2 sollte %3 sein, ist aber %4.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not valid JSON: %2</source>
        <translation>„%1“ ist kein gültiges JSON: %2</translation>
    </message>
    <message>
        <source>Cannot make the session&apos;s folder &apos;%1&apos;: %2.</source>
        <translation>Der Ordner der Sitzung, „%1“, lässt sich nicht anlegen: %2.</translation>
    </message>
    <message>
        <source>%1: the session belongs to another model (%2), or that model&apos;s files have changed; choose another session folder</source>
        <translation>%1: Die Sitzung gehört zu einem anderen Modell (%2), oder dessen Dateien haben sich geändert; einen anderen Sitzungsordner wählen</translation>
    </message>
    <message>
        <source>A plan needs a name.</source>
        <translation>Ein Plan braucht einen Namen.</translation>
    </message>
    <message>
        <source>The plan&apos;s name &apos;%1...&apos; is too long: 80 bytes at most.</source>
        <translation>Der Name des Plans, „%1...“, ist zu lang: höchstens 80 Byte.</translation>
    </message>
    <message>
        <source>The plan&apos;s name holds a line break or another control character.</source>
        <translation>Der Name des Plans enthält einen Zeilenumbruch oder ein anderes Steuerzeichen.</translation>
    </message>
    <message>
        <source>&apos;current&apos; means the session&apos;s own plan: choose another name.</source>
        <translation>„current“ bedeutet den Plan der Sitzung selbst: einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>the plan does not name a method for every layer; analyse the model to the end, or override the rest</source>
        <translation>Der Plan nennt nicht für jede Schicht ein Verfahren; das Modell zu Ende analysieren oder die übrigen selbst wählen</translation>
    </message>
    <message>
        <source>The plan does not name a method for every layer: analyse the model to the end, or choose the missing ones by hand.</source>
        <translation>Der Plan nennt nicht für jede Schicht ein Verfahren: das Modell zu Ende analysieren oder die fehlenden von Hand wählen.</translation>
    </message>
    <message>
        <source>%1: the plan is not complete; analyse the model to the end first</source>
        <translation>%1: Der Plan ist nicht vollständig; zuerst das Modell zu Ende analysieren</translation>
    </message>
    <message>
        <source>%1: the scales that tuning learned for this plan are missing; tune it again</source>
        <translation>%1: Die Skalen, die das Nachstellen für diesen Plan gelernt hat, fehlen; noch einmal nachstellen</translation>
    </message>
    <message>
        <source>&apos;%1&apos; was written by a newer version; analyse again.</source>
        <translation>„%1“ wurde von einer neueren Version geschrieben; noch einmal analysieren.</translation>
    </message>
    <message>
        <source>method &quot;%1&quot;: %2</source>
        <translation>Verfahren „%1“: %2</translation>
    </message>
    <message>
        <source>pool &quot;%1&quot;: an entry is empty</source>
        <translation>Pool „%1“: Ein Eintrag ist leer</translation>
    </message>
    <message>
        <source>pool &quot;%1&quot;: %2 is there twice</source>
        <translation>Pool „%1“: %2 steht zweimal darin</translation>
    </message>
    <message>
        <source>there is no method &quot;%1&quot;; possible: %2</source>
        <translation>Ein Verfahren „%1“ gibt es nicht; möglich: %2</translation>
    </message>
    <message>
        <source>%1 has no option &quot;%2&quot;; possible: %3</source>
        <translation>%1 hat keine Option „%2“; möglich: %3</translation>
    </message>
    <message>
        <source>%1: option %2 needs a value: %3</source>
        <translation>%1: Die Option %2 braucht einen Wert: %3</translation>
    </message>
    <message>
        <source>%1: option %2 is given twice</source>
        <translation>%1: Die Option %2 ist zweimal angegeben</translation>
    </message>
    <message>
        <source>%1: option %2 is a flag: give it alone, or =true or =false, not &quot;%3&quot;</source>
        <translation>%1: Die Option %2 ist ein Schalter: allein oder mit =true oder =false, nicht „%3“</translation>
    </message>
    <message>
        <source>%1: option %2 cannot be &quot;%3&quot;; possible: %4</source>
        <translation>%1: Die Option %2 kann nicht „%3“ sein; möglich: %4</translation>
    </message>
    <message>
        <source>%1: option %2 needs a whole number, not &quot;%3&quot;</source>
        <translation>%1: Die Option %2 braucht eine ganze Zahl, nicht „%3“</translation>
    </message>
    <message>
        <source>%1: option %2 needs a number, not &quot;%3&quot;</source>
        <translation>%1: Die Option %2 braucht eine Zahl, nicht „%3“</translation>
    </message>
    <message>
        <source>%1: option %2 = %3 is outside [%4, %5]</source>
        <translation>%1: Die Option %2 = %3 liegt außerhalb von [%4, %5]</translation>
    </message>
    <message>
        <source>%1 takes no bare number (&quot;%2&quot;)</source>
        <translation>%1 nimmt keine Zahl ohne Namen („%2“)</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>ist leer</translation>
    </message>
    <message>
        <source>nothing can follow %1, which rounds the weights</source>
        <translation>Auf %1 kann nichts folgen, denn es rundet die Gewichte</translation>
    </message>
    <message>
        <source>option bits goes to the last stage, not to %1</source>
        <translation>Die Option bits gehört zur letzten Stufe, nicht zu %1</translation>
    </message>
    <message>
        <source>%1 is there twice</source>
        <translation>%1 steht zweimal darin</translation>
    </message>
    <message>
        <source>%1 has no method; name every linear of the layer</source>
        <translation>%1 hat kein Verfahren; jede lineare Schicht der Schicht nennen</translation>
    </message>
    <message>
        <source>the pool is empty: choose at least one method</source>
        <translation>Der Pool ist leer: mindestens ein Verfahren wählen</translation>
    </message>
    <message>
        <source>layer %1: no method of the pool can be applied (%2); choose another metric or more tokens, or decide this layer yourself</source>
        <translation>Schicht %1: Kein Verfahren des Pools ist anwendbar (%2); ein anderes Maß oder mehr Token wählen oder diese Schicht selbst entscheiden</translation>
    </message>
    <message>
        <source>layer %1: no method of the pool can be applied</source>
        <translation>Schicht %1: Kein Verfahren des Pools ist anwendbar</translation>
    </message>
    <message>
        <source>%1: the Hessian cannot be factored even with damping %2; use more calibration tokens or a larger percdamp</source>
        <translation>%1: Die Hesse-Matrix lässt sich auch mit Dämpfung %2 nicht zerlegen; mehr Kalibrierungstoken oder ein größeres percdamp verwenden</translation>
    </message>
    <message>
        <source>a beam of %1 with granularity %2: blocks are chosen greedily; choose a beam of 1, or single layers</source>
        <translation>Strahlbreite %1 mit Granularität %2: Blöcke werden gierig gewählt; Strahlbreite 1 oder einzelne Schichten wählen</translation>
    </message>
    <message>
        <source>a pool of one method leaves nothing to swap</source>
        <translation>Ein Pool mit nur einem Verfahren lässt nichts zu tauschen</translation>
    </message>
    <message>
        <source>%1 has %2 windows of %3 tokens that scored no candidate, but %4 tokens take %5; calibrate on a longer text or on fewer sequences, or take a smaller slice</source>
        <translation>%1 hat %2 Fenster von %3 Token, die keinen Kandidaten bewertet haben; %4 Token brauchen aber %5. Auf längerem Text oder weniger Sequenzen kalibrieren oder einen kleineren Ausschnitt nehmen</translation>
    </message>
    <message>
        <source>tuning: the quantized model&apos;s output is not finite at step %1; a smaller rate may help</source>
        <translation>Nachstellen: Die Ausgabe des quantisierten Modells ist bei Schritt %1 nicht endlich; eine kleinere Schrittweite kann helfen</translation>
    </message>
    <message>
        <source>no plan of this pool is small enough: the smallest takes %1 bytes, %2 were asked for; add methods of fewer bits to the pool</source>
        <translation>Kein Plan dieses Pools ist klein genug: Der kleinste braucht %1 Byte, verlangt sind %2; kleinere Bitbreiten wählen</translation>
    </message>
    <message>
        <source>a file&apos;s size needs methods that can be exported; leave %1 out, or give a budget of bits</source>
        <translation>Eine Dateigröße braucht Verfahren, die sich exportieren lassen; %1 weglassen oder ein Budget in Bit angeben</translation>
    </message>
    <message>
        <source>choose at least one variant to benchmark</source>
        <translation>Mindestens eine Variante zum Messen wählen</translation>
    </message>
    <message>
        <source>choose perplexity, divergence, latency or memory</source>
        <translation>Perplexität, Divergenz, Geschwindigkeit oder Speicher wählen</translation>
    </message>
    <message>
        <source>the prompt is empty; give at least one token</source>
        <translation>Die Eingabe ist leer; mindestens ein Token angeben</translation>
    </message>
    <message>
        <source>a context of %1 tokens does not fit the cache of %2</source>
        <translation>Ein Kontext von %1 Token passt nicht in den Cache von %2</translation>
    </message>
    <message>
        <source>%1: an int8 lm_head needs a hidden size that is a multiple of 32, this model&apos;s is %2; leave lm_head as it is stored</source>
        <translation>%1: lm_head in int8 braucht eine Breite, die ein Vielfaches von 32 ist; die dieses Modells ist %2. lm_head lassen, wie es gespeichert ist</translation>
    </message>
    <message>
        <source>%1: running it needs at least %2 MiB for the weights, but %3 MiB of memory are free; close other programs or take a smaller model</source>
        <translation>%1: Die Gewichte brauchen mindestens %2 MiB, frei sind %3 MiB; andere Programme schließen oder ein kleineres Modell nehmen</translation>
    </message>
    <message>
        <source>%1: %2 is no longer what this session was analysed with; put it back as it was, or analyse the model again</source>
        <translation>%1: %2 ist nicht mehr, womit diese Sitzung analysiert wurde; den alten Stand wiederherstellen oder noch einmal analysieren</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is quantized already: export from the original model.</source>
        <translation>„%1“ ist bereits quantisiert: vom Originalmodell exportieren.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has no linear that %2 quantizes, so the export would be the model itself. Analyse it with a group that divides its inputs.</source>
        <translation>„%1“ hat keine lineare Schicht, die %2 quantisiert; der Export wäre das Modell selbst. Mit einer Gruppe analysieren, die die Eingänge teilt.</translation>
    </message>
    <message>
        <source>%1 holds 4 bits a weight; layer %2&apos;s %3 has %4 (%5). Export as compressed-tensors, or choose methods of 4 bits.</source>
        <translation>%1 fasst 4 Bit je Gewicht; %3 der Schicht %2 hat %4 (%5). Als compressed-tensors exportieren oder Verfahren mit 4 Bit wählen.</translation>
    </message>
    <message>
        <source>Tensor %1 has the %2 %3, which float16 does not hold exactly. Analyse again with --float16-scales.</source>
        <translation>Tensor %1: %2 %3 ist in float16 nicht genau darstellbar. Mit „Skalen in float16 exakt“ in der Einrichtung noch einmal analysieren.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a repository: give ORGANIZATION/NAME, as in HuggingFaceTB/SmolLM2-135M-Instruct</source>
        <translation>„%1“ ist kein Repository: ORGANISATION/NAME angeben, wie HuggingFaceTB/SmolLM2-135M-Instruct</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not a revision: give a branch, a tag or a commit</source>
        <translation>„%1“ ist keine Revision: einen Branch, ein Tag oder einen Commit angeben</translation>
    </message>
    <message>
        <source>%1 has no file %2</source>
        <translation>%1 hat keine Datei %2</translation>
    </message>
    <message>
        <source>%1 holds no .safetensors and no .gguf file: such a model cannot be opened</source>
        <translation>%1 enthält weder .safetensors noch .gguf: Ein solches Modell lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>%1: the download does not match its checksum %2 and was thrown away; try again, or another endpoint</source>
        <translation>%1: Der Download passt nicht zur Prüfsumme %2 und wurde verworfen; noch einmal versuchen oder einen anderen Endpunkt wählen</translation>
    </message>
    <message>
        <source>%1: %2; %3 of %4 bytes are kept, run it again to go on</source>
        <translation>%1: %2; %3 von %4 Byte sind aufgehoben, beim nächsten Mal geht es dort weiter</translation>
    </message>
    <message>
        <source>%1: the download takes %2 bytes, %3 are free; make room, or choose another place with HF_HOME</source>
        <translation>%1: Der Download braucht %2 Byte, frei sind %3; Platz schaffen oder mit HF_HOME einen anderen Ort wählen</translation>
    </message>
    <message>
        <source>%1: architecture %2 is not supported; supported are %3 and %4</source>
        <translation>%1: Die Architektur %2 wird nicht unterstützt; unterstützt werden %3 und %4</translation>
    </message>
    <message>
        <source>%1: rope scaling &quot;%2&quot; is not supported (default, linear and llama3 are)</source>
        <translation>%1: Die RoPE-Skalierung „%2“ wird nicht unterstützt (default, linear und llama3 schon)</translation>
    </message>
    <message>
        <source>%1: no linear can be quantized with %2: no group divides its inputs (%3 has %4); choose a group that does</source>
        <translation>%1: Keine lineare Schicht lässt sich mit %2 quantisieren: Keine Gruppe teilt ihre Eingänge (%3 hat %4); eine Gruppe wählen, die es tut</translation>
    </message>
    <message>
        <source>%1. The file is truncated: fetch it again.</source>
        <translation>%1. Die Datei ist abgeschnitten: noch einmal herunterladen.</translation>
    </message>
    <message>
        <source>%1. The file is truncated or damaged: fetch it again.</source>
        <translation>%1. Die Datei ist abgeschnitten oder beschädigt: noch einmal herunterladen.</translation>
    </message>
    <message>
        <source>%1. This is not a safetensors file.</source>
        <translation>%1. Das ist keine safetensors-Datei.</translation>
    </message>
    <message>
        <source>%1. Free some space, or choose another folder.</source>
        <translation>%1. Platz schaffen oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Give the folder of a Hugging Face model.</source>
        <translation>Den Ordner eines Modells von Hugging Face angeben.</translation>
    </message>
    <message>
        <source>%1: cannot be created: %2</source>
        <translation>%1: lässt sich nicht anlegen: %2</translation>
    </message>
    <message>
        <source>%1: cannot be written: %2</source>
        <translation>%1: lässt sich nicht schreiben: %2</translation>
    </message>
    <message>
        <source>%1: cannot make this folder: %2</source>
        <translation>%1: Dieser Ordner lässt sich nicht anlegen: %2</translation>
    </message>
    <message>
        <source>cannot make the cache folder %1: %2</source>
        <translation>Der Cache-Ordner %1 lässt sich nicht anlegen: %2</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>Auf dem Gerät ist kein Platz mehr</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>Die Datei oder der Ordner ist nicht da</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>Keine Berechtigung</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>Kein Ordner</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>Ein Ordner</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>Das Dateisystem ist schreibgeschützt</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>Die Datei ist zu groß</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>Das Kontingent ist erschöpft</translation>
    </message>
    <message>
        <source>%1: is %2 bytes long, too short for a safetensors file.</source>
        <translation>%1: ist %2 Byte lang, zu kurz für eine safetensors-Datei.</translation>
    </message>
    <message>
        <source>%1: claims a header of %2 bytes, but only %3 follow</source>
        <translation>%1: gibt einen Kopf von %2 Byte an, es folgen aber nur %3</translation>
    </message>
    <message>
        <source>%1: claims a header of %2 bytes; at most %3 are allowed</source>
        <translation>%1: gibt einen Kopf von %2 Byte an; erlaubt sind höchstens %3</translation>
    </message>
    <message>
        <source>%1: header does not begin with &apos;{&apos;</source>
        <translation>%1: Der Kopf beginnt nicht mit „{“</translation>
    </message>
    <message>
        <source>%1: tensor %2: data_offsets %3 lie outside of the file, which has %4 data bytes</source>
        <translation>%1: Tensor %2: data_offsets %3 liegen außerhalb der Datei, die %4 Datenbytes hat</translation>
    </message>
    <message>
        <source>%1: tensor %2: data_offsets %3 hold %4 bytes, but %5 takes %6.</source>
        <translation>%1: Tensor %2: data_offsets %3 fassen %4 Byte, %5 braucht aber %6.</translation>
    </message>
    <message>
        <source>%1: tensor %2: unknown dtype %3.</source>
        <translation>%1: Tensor %2: unbekannter Datentyp %3.</translation>
    </message>
    <message>
        <source>%1: tensor %2: %3</source>
        <translation>%1: Tensor %2: %3</translation>
    </message>
    <message>
        <source>%1: tensor %2 lies outside of the file: it needs %3 bytes at %4 of %5</source>
        <translation>%1: Der Tensor %2 liegt außerhalb der Datei: Er braucht %3 Byte ab %4 von %5</translation>
    </message>
    <message>
        <source>%1: tensor %2 overlaps tensor %3.</source>
        <translation>%1: Der Tensor %2 überlappt den Tensor %3.</translation>
    </message>
    <message>
        <source>%1: tensor %2 is there twice.</source>
        <translation>%1: Der Tensor %2 steht zweimal darin.</translation>
    </message>
    <message>
        <source>%1: tensor %2 is in two shards, %3.</source>
        <translation>%1: Der Tensor %2 steht in zwei Teilstücken, %3.</translation>
    </message>
    <message>
        <source>%1: tensor %2 holds integers; floating-point or quantized weights are needed here.</source>
        <translation>%1: Der Tensor %2 enthält ganze Zahlen; hier sind Gleitkomma- oder quantisierte Gewichte nötig.</translation>
    </message>
    <message>
        <source>%1: has no tensor %2, though %3 says so.</source>
        <translation>%1: Der Tensor %2 fehlt, obwohl %3 ihn nennt.</translation>
    </message>
    <message>
        <source>%1: tensor %2 does not fit the plan&apos;s layer; run calm tune again, or delete the file</source>
        <translation>%1: Der Tensor %2 passt nicht zur Schicht des Plans; noch einmal nachstellen oder die Datei löschen</translation>
    </message>
    <message>
        <source>%1 claims %2 entries, but only %3 bytes follow</source>
        <translation>%1 gibt %2 Einträge an, es folgen aber nur %3 Byte</translation>
    </message>
    <message>
        <source>%1: is a big-endian GGUF file; only little-endian ones are supported.</source>
        <translation>%1: ist eine GGUF-Datei in Big-Endian; unterstützt wird nur Little-Endian.</translation>
    </message>
    <message>
        <source>%1: quantization_config: %2. Readable are compressed-tensors&apos; pack-quantized checkpoints with integer weights of 2 to 8 bits in groups or per channel, and dynamic int8 activations per token or none.</source>
        <translation>%1: quantization_config: %2. Lesbar sind Checkpoints von compressed-tensors in pack-quantized mit ganzzahligen Gewichten von 2 bis 8 Bit in Gruppen oder je Kanal und mit dynamischen int8-Aktivierungen je Token oder ohne.</translation>
    </message>
    <message>
        <source>quant_method &quot;%1&quot; is not read</source>
        <translation>quant_method „%1“ wird nicht gelesen</translation>
    </message>
    <message>
        <source>format &quot;%1&quot; is not read</source>
        <translation>das Format „%1“ wird nicht gelesen</translation>
    </message>
    <message>
        <source>weights of %1 bits</source>
        <translation>Gewichte von %1 Bit</translation>
    </message>
    <message>
        <source>lm_head is quantized</source>
        <translation>lm_head ist quantisiert</translation>
    </message>
    <message>
        <source>%1 is set, which this version does not read</source>
        <translation>%1 ist gesetzt, was diese Version nicht liest</translation>
    </message>
    <message>
        <source>%1 is not valid JSON, so its chat template cannot be read; copy it from the model again</source>
        <translation>%1 ist kein gültiges JSON, die Gesprächsvorlage ist darum nicht lesbar; die Datei neu vom Modell kopieren</translation>
    </message>
    <message>
        <source>%1 is not a tokenizer.json as this version knows it: %2</source>
        <translation>%1 ist keine tokenizer.json, wie diese Version sie kennt: %2</translation>
    </message>
    <message>
        <source>%1 is not a SentencePiece model: %2</source>
        <translation>%1 ist kein SentencePiece-Modell: %2</translation>
    </message>
    <message>
        <source>%1: the %2 &quot;%3&quot; is not supported by this version</source>
        <translation>%1: %2 „%3“ wird von dieser Version nicht unterstützt</translation>
    </message>
    <message>
        <source>%1: there is no tokenizer in it (no tokenizer.ggml.model)</source>
        <translation>%1: enthält keinen Tokenizer (tokenizer.ggml.model fehlt)</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has %2 tokens, that is %3 windows of %4; %5 were asked for. Use a longer text, fewer sequences or a shorter length.</source>
        <translation>„%1“ hat %2 Token, das sind %3 Fenster von %4; verlangt sind %5. Einen längeren Text, weniger Sequenzen oder eine kleinere Länge wählen.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; has %2 sequences; %3 were asked for.</source>
        <translation>„%1“ hat %2 Sequenzen; verlangt sind %3.</translation>
    </message>
    <message>
        <source>Sequence %1 of &apos;%2&apos; has %3 ids; %4 were asked for.</source>
        <translation>Sequenz %1 von „%2“ hat %3 Nummern; verlangt sind %4.</translation>
    </message>
    <message>
        <source>Line %1 of &apos;%2&apos; is no object with a &quot;text&quot; string.</source>
        <translation>Zeile %1 von „%2“ ist kein Objekt mit einem Text „text“.</translation>
    </message>
    <message>
        <source>Line %1 of &apos;%2&apos; is not valid JSON.</source>
        <translation>Zeile %1 von „%2“ ist kein gültiges JSON.</translation>
    </message>
    <message>
        <source>token id %1 is outside the vocabulary of %2</source>
        <translation>Die Token-Nummer %1 liegt außerhalb des Vokabulars von %2</translation>
    </message>
    <message>
        <source>%1: no session here; analyse the model first</source>
        <translation>%1: Hier ist keine Sitzung; zuerst das Modell analysieren</translation>
    </message>
    <message>
        <source>the session already has a plan &apos;%1&apos;; replace it with --force</source>
        <translation>Die Sitzung hat bereits einen Plan „%1“; „Vorhandenes ersetzen“ ankreuzen</translation>
    </message>
    <message>
        <source>the session has no plan &apos;%1&apos;; it has %2</source>
        <translation>Die Sitzung hat keinen Plan „%1“; sie hat %2</translation>
    </message>
    <message>
        <source>The plan &apos;%1&apos; has %2 layers, the model %3.</source>
        <translation>Der Plan „%1“ hat %2 Schichten, das Modell %3.</translation>
    </message>
    <message>
        <source>%1 exists. Choose another folder, or replace it with --force.</source>
        <translation>%1 gibt es schon. Einen anderen Ordner wählen oder „Vorhandenes ersetzen“ ankreuzen.</translation>
    </message>
    <message>
        <source>%1 holds %2 bits a weight; this plan has %3.</source>
        <translation>%1 fasst %2 Bit je Gewicht; dieser Plan hat %3.</translation>
    </message>
    <message>
        <source>%1 holds its scales as float16; this plan&apos;s were rounded to %2 when its codes were chosen. Analyse again with scales exact in float16 (calm quantize --format gguf, or --float16-scales).</source>
        <translation>%1 speichert Skalen als float16; die dieses Plans wurden beim Wählen der Codes auf %2 gerundet. Mit „Skalen in float16 exakt“ in der Einrichtung noch einmal analysieren.</translation>
    </message>
    <message>
        <source>%1 holds a scale and the least value of each block as float16; this plan&apos;s scales leave no room for that. Analyse again with scales that do (calm quantize --format gguf, or --float16-scales).</source>
        <translation>%1 speichert je Block eine Skala und den kleinsten Wert als float16; die Skalen dieses Plans lassen dafür keinen Platz. Mit „Skalen in float16 exakt“ in der Einrichtung noch einmal analysieren.</translation>
    </message>
    <message>
        <source>Tensor %1 was not rounded to %2 before it was scored. Analyse again with this --dtype.</source>
        <translation>Der Tensor %1 wurde vor dem Bewerten nicht auf %2 gerundet. Mit diesem „Speichertyp“ in der Einrichtung noch einmal analysieren.</translation>
    </message>
    <message>
        <source>a weight scale does not fit the storage type; choose --dtype bfloat16 or float32</source>
        <translation>Eine Skala passt nicht in den Speichertyp; bfloat16 oder float32 als „Speichertyp“ in der Einrichtung wählen</translation>
    </message>
    <message>
        <source>Layer %1 (%2) cannot be written as %3, which has no place for SpQR&apos;s outliers and quantized scales. Choose another method there, and at layers %4.</source>
        <translation>Schicht %1 (%2) lässt sich nicht als %3 schreiben, das keinen Platz für SpQRs Ausreißer und quantisierte Skalen hat. Dort und in den Schichten %4 ein anderes Verfahren wählen.</translation>
    </message>
    <message>
        <source>Layer %1 (%2) cannot be written as %3, which has no place for SpQR&apos;s outliers and quantized scales. Choose another method there.</source>
        <translation>Schicht %1 (%2) lässt sich nicht als %3 schreiben, das keinen Platz für SpQRs Ausreißer und quantisierte Skalen hat. Dort ein anderes Verfahren wählen.</translation>
    </message>
    <message>
        <source>no plan of this pool is small enough: the smallest takes %1 bits a weight with its scales, %2 were asked for; add methods of fewer bits to the pool (--bits 2,3,4,8)</source>
        <translation>Kein Plan dieses Pools ist klein genug: Der kleinste braucht %1 Bit je Gewicht mit seinen Skalen, verlangt sind %2; kleinere Bitbreiten wählen</translation>
    </message>
    <message>
        <source>transform &apos;%1&apos;: %2; choose none, quarot[:no-heads][:orthogonal][:seed=N], quip (that is quarot:orthogonal) or spinquant[:no-heads][:steps=N][:seed=N]</source>
        <translation>Transformation „%1“: %2; möglich: none, quarot[:no-heads][:orthogonal][:seed=N], quip (das ist quarot:orthogonal) oder spinquant[:no-heads][:steps=N][:seed=N]</translation>
    </message>
    <message>
        <source>there is no option &apos;%1&apos;</source>
        <translation>eine Option „%1“ gibt es nicht</translation>
    </message>
    <message>
        <source>there is no &apos;%1&apos;</source>
        <translation>„%1“ gibt es nicht</translation>
    </message>
    <message>
        <source>the seed must be a whole number</source>
        <translation>der Seed muss eine ganze Zahl sein</translation>
    </message>
    <message>
        <source>steps must be from %1 to %2</source>
        <translation>die Zahl der Schritte muss zwischen %1 und %2 liegen</translation>
    </message>
    <message>
        <source>tuning takes at least one epoch, batches of at least one sequence, and a rate above 0 and up to 0.1</source>
        <translation>Nachstellen braucht mindestens eine Epoche, Stapel von mindestens einer Sequenz und eine Schrittweite über 0 bis 0.1</translation>
    </message>
    <message>
        <source>an int8 lm_head runs on the kernels only; leave it out, or use --device cpu --arithmetic kernels</source>
        <translation>lm_head in int8 läuft nur auf den Kernels; weglassen oder auf der CPU mit den Kernels rechnen</translation>
    </message>
    <message>
        <source>device &quot;%1&quot;: this build has no CUDA kernels; use cpu, or build with CALM_CUDA=ON</source>
        <translation>Gerät „%1“: Dieses Programm hat keine CUDA-Kernels; cpu wählen oder mit CALM_CUDA=ON bauen</translation>
    </message>
    <message>
        <source>device &quot;%1&quot; is not there: this build or this machine has no CUDA device; use cpu</source>
        <translation>Das Gerät „%1“ ist nicht da: Dieses Programm oder dieser Rechner hat kein CUDA-Gerät; cpu wählen</translation>
    </message>
    <message>
        <source>the layer&apos;s outputs are not finite</source>
        <translation>Die Ausgaben der Schicht sind nicht endlich</translation>
    </message>
    <message>
        <source>Stopped on request.</source>
        <translation>Auf Wunsch angehalten.</translation>
    </message>
    <message>
        <source>%1 holds no safetensors; name one of its .gguf files (--file): %2</source>
        <translation>%1 enthält keine safetensors; eine seiner .gguf-Dateien nennen: %2</translation>
    </message>
    <message>
        <source>%1 has no revision &apos;%2&apos; (HTTP %3)</source>
        <translation>%1 hat keine Revision „%2“ (HTTP %3)</translation>
    </message>
    <message>
        <source>%1 (revision %2) is not in the cache %3, and the network is not to be used (--offline or HF_HUB_OFFLINE): download it once online</source>
        <translation>%1 (Revision %2) ist nicht im Cache %3, und das Netz soll nicht benutzt werden (HF_HUB_OFFLINE): einmal mit Netz herunterladen</translation>
    </message>
    <message>
        <source>access to %1 is refused: ask for access on %2, and set HF_TOKEN to an access token, or put one into HF_HOME/token (HTTP %3)</source>
        <translation>Der Zugang zu %1 ist verweigert: Zugang auf %2 beantragen und HF_TOKEN auf ein Zugangstoken setzen oder eines in HF_HOME/token ablegen (HTTP %3)</translation>
    </message>
    <message>
        <source>%1 is gated: ask for access on %2 with your account, then set HF_TOKEN to an access token, or put one into HF_HOME/token (HTTP %3)</source>
        <translation>%1 ist zugangsbeschränkt: auf %2 mit dem eigenen Konto Zugang beantragen, dann HF_TOKEN auf ein Zugangstoken setzen oder eines in HF_HOME/token ablegen (HTTP %3)</translation>
    </message>
    <message>
        <source>%1 is private, or does not exist on %2: check the name, and set HF_TOKEN to an access token, or put one into HF_HOME/token (HTTP %3)</source>
        <translation>%1 ist privat oder auf %2 nicht da: den Namen prüfen und HF_TOKEN auf ein Zugangstoken setzen oder eines in HF_HOME/token ablegen (HTTP %3)</translation>
    </message>
    <message>
        <source>there is no %1 with revision &apos;%2&apos; on %3: check the name and the revision (HTTP %4)</source>
        <translation>%1 mit der Revision „%2“ gibt es auf %3 nicht: Namen und Revision prüfen (HTTP %4)</translation>
    </message>
    <message>
        <source>%1: the answer is not JSON; is the endpoint a Hugging Face hub?</source>
        <translation>%1: Die Antwort ist kein JSON; ist der Endpunkt ein Hub von Hugging Face?</translation>
    </message>
    <message>
        <source>%1: the file name &apos;%2&apos; leads out of the repository; nothing was written</source>
        <translation>%1: Der Dateiname „%2“ führt aus dem Repository hinaus; es wurde nichts geschrieben</translation>
    </message>
    <message>
        <source>%1: the server sends more than the %2 bytes that it announced</source>
        <translation>%1: Der Server sendet mehr als die angekündigten %2 Byte</translation>
    </message>
    <message>
        <source>temperature must be 0 (greedy) or positive</source>
        <translation>Die Temperatur muss 0 (gierig) oder positiv sein</translation>
    </message>
    <message>
        <source>top-k must be 0 (all) or positive</source>
        <translation>top-k muss 0 (alle) oder positiv sein</translation>
    </message>
    <message>
        <source>top-p must be in (0, 1]</source>
        <translation>top-p muss in (0, 1] liegen</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>an array</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>a string</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>a number or null</source>
        <translation>eine Zahl oder null</translation>
    </message>
    <message>
        <source>an integer</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <source>an integer from %1 up to %2</source>
        <translation>eine ganze Zahl von %1 bis %2</translation>
    </message>
    <message>
        <source>an integer from %1</source>
        <translation>eine ganze Zahl ab %1</translation>
    </message>
    <message>
        <source>%1: %2 rows, in %3.csv and on the HTML page.</source>
        <translation>%1: %2 Zeilen, in %3.csv und auf der HTML-Seite.</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>Einrichtung</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>Einrichtung</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Proof on held-out text</source>
        <translation>Nachweis auf zurückgehaltenem Text</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Benchmarks</source>
        <translation>Benchmarks</translation>
    </message>
    <message>
        <source>Weight errors</source>
        <translation>Gewichtsfehler</translation>
    </message>
    <message>
        <source>Restoration</source>
        <translation>Wiederherstellung</translation>
    </message>
    <message>
        <source>Similarity of the layers</source>
        <translation>Ähnlichkeit der Schichten</translation>
    </message>
    <message>
        <source>Similarity of the layers of the original</source>
        <translation>Ähnlichkeit der Schichten des Originals</translation>
    </message>
    <message>
        <source>Similarity of the layers of the quantized model</source>
        <translation>Ähnlichkeit der Schichten des quantisierten Modells</translation>
    </message>
    <message>
        <source>Distributions of weights and activations</source>
        <translation>Verteilungen der Gewichte und Aktivierungen</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>Speed and memory</source>
        <translation>Geschwindigkeit und Speicher</translation>
    </message>
    <message>
        <source>Kept plans</source>
        <translation>Gemerkte Pläne</translation>
    </message>
    <message>
        <source>Histograms</source>
        <translation>Histogramme</translation>
    </message>
    <message>
        <source>Whether a statistic goes with the method that was chosen</source>
        <translation>Ob eine Statistik mit dem gewählten Verfahren einhergeht</translation>
    </message>
    <message>
        <source>Methods by layers</source>
        <translation>Verfahren und Schichten</translation>
    </message>
    <message>
        <source>Scores over the layers</source>
        <translation>Werte über die Schichten</translation>
    </message>
    <message>
        <source>Method of every layer</source>
        <translation>Verfahren jeder Schicht</translation>
    </message>
    <message>
        <source>The hybrid against each variant</source>
        <translation>Der Hybrid gegen jede Variante</translation>
    </message>
    <message>
        <source>Restoration matrices</source>
        <translation>Wiederherstellungsmatrizen</translation>
    </message>
    <message>
        <source>Scores of every method at every layer</source>
        <translation>Werte jedes Verfahrens in jeder Schicht</translation>
    </message>
    <message>
        <source>Score of each method over the layers</source>
        <translation>Wert jedes Verfahrens über die Schichten</translation>
    </message>
    <message>
        <source>Weight error of each linear at every layer</source>
        <translation>Gewichtsfehler jeder linearen Schicht in jeder Decoderschicht</translation>
    </message>
    <message>
        <source>Restoration over the layers</source>
        <translation>Wiederherstellung über die Schichten</translation>
    </message>
    <message>
        <source>Kurtosis of the activations</source>
        <translation>Kurtosis der Aktivierungen</translation>
    </message>
    <message>
        <source>Kurtosis of the weights</source>
        <translation>Kurtosis der Gewichte</translation>
    </message>
    <message>
        <source>Largest activation over the median</source>
        <translation>Größte Aktivierung durch den Median</translation>
    </message>
    <message>
        <source>|M - I| of the layers furthest from the identity</source>
        <translation>|M - I| der Schichten, die am weitesten von der Identität sind</translation>
    </message>
    <message>
        <source>Methods by layers; the plan&apos;s choice is outlined, stale scores are pale.</source>
        <translation>Verfahren und Schichten; die Wahl des Plans ist umrandet, veraltete Werte sind blass.</translation>
    </message>
    <message>
        <source>The same scores as curves.</source>
        <translation>Dieselben Werte als Kurven.</translation>
    </message>
    <message>
        <source>Nothing was scored yet.</source>
        <translation>Noch wurde nichts bewertet.</translation>
    </message>
    <message>
        <source>The hybrid against each variant, with 95 % intervals.</source>
        <translation>Der Hybrid gegen jede Variante, mit 95-%-Intervallen.</translation>
    </message>
    <message>
        <source>The hybrid&apos;s KL minus each variant&apos;s, with 95 % intervals</source>
        <translation>KL des Hybrids minus der jeder Variante, mit 95-%-Intervallen</translation>
    </message>
    <message>
        <source>KL of the hybrid minus KL of the variant, nats a token: left of zero the hybrid is better</source>
        <translation>KL des Hybrids minus KL der Variante, nat je Token: links der Null ist der Hybrid besser</translation>
    </message>
    <message>
        <source>The method of every layer.</source>
        <translation>Das Verfahren jeder Schicht.</translation>
    </message>
    <message>
        <source>The method of every layer, in this plan and in those kept.</source>
        <translation>Das Verfahren jeder Schicht, in diesem Plan und in den gemerkten.</translation>
    </message>
    <message>
        <source>How far the plan&apos;s weights are from the original&apos;s; bright is far.</source>
        <translation>Wie weit die Gewichte des Plans von denen des Originals entfernt sind; hell ist weit.</translation>
    </message>
    <message>
        <source>Kurtosis of what each linear takes in, logarithmic; 3 is a normal distribution.</source>
        <translation>Kurtosis der Eingänge jeder linearen Schicht, logarithmisch; 3 ist eine Normalverteilung.</translation>
    </message>
    <message>
        <source>Largest |x| over the median |x| of what each linear takes in, logarithmic.</source>
        <translation>Größtes |x| durch den Median von |x| der Eingänge jeder linearen Schicht, logarithmisch.</translation>
    </message>
    <message>
        <source>Kurtosis of each linear&apos;s weights, logarithmic.</source>
        <translation>Kurtosis der Gewichte jeder linearen Schicht, logarithmisch.</translation>
    </message>
    <message>
        <source>Logarithmic.</source>
        <translation>Logarithmisch.</translation>
    </message>
    <message>
        <source>|M - I| of the layers whose M is furthest from the identity, with that distance; colours by the square root.</source>
        <translation>|M - I| der Schichten, deren M am weitesten von der Identität ist, mit diesem Abstand; Farben nach der Wurzel.</translation>
    </message>
    <message>
        <source>M is the matrix that turns a quantized layer&apos;s output back into the original&apos;s as well as any matrix can. Its distance from the identity says how much there is to restore; the errors, on tokens that M was not fitted to, say whether it helps.</source>
        <translation>M ist die Matrix, die die Ausgabe einer quantisierten Schicht so gut in die des Originals zurückführt, wie eine Matrix es kann. Ihr Abstand von der Identität sagt, wie viel wiederherzustellen ist; die Fehler auf Token, an die M nicht angepasst wurde, sagen, ob es hilft.</translation>
    </message>
    <message>
        <source>Computed for another plan or set-up than the present one.</source>
        <translation>Für einen anderen Plan oder eine andere Einrichtung als die jetzige berechnet.</translation>
    </message>
    <message>
        <source>Computed for another set-up than the present one.</source>
        <translation>Für eine andere Einrichtung als die jetzige berechnet.</translation>
    </message>
    <message>
        <source>%1; 95 % intervals from a paired bootstrap over the windows.</source>
        <translation>%1; 95-%-Intervalle aus einem gepaarten Bootstrap über die Fenster.</translation>
    </message>
    <message>
        <source>95 % intervals from a paired bootstrap over the windows.</source>
        <translation>95-%-Intervalle aus einem gepaarten Bootstrap über die Fenster.</translation>
    </message>
    <message>
        <source>Medians over the repeats; spread: (largest - smallest) / median.</source>
        <translation>Mediane über die Wiederholungen; Streuung: (größter - kleinster) / Median.</translation>
    </message>
    <message>
        <source>Score: %1; margin: how much better than the best other method of the pool. Bits and size: of the layer&apos;s linears with everything stored for them, scales, zero points and outliers.</source>
        <translation>Wert: %1; Abstand: wie viel besser als das beste andere Verfahren des Pools. Bit und Größe: der linearen Schichten mit allem, was für sie gespeichert wird, Skalen, Nullpunkten und Ausreißern.</translation>
    </message>
    <message>
        <source>Score: %1; margin: how much better than the best other method of the pool.</source>
        <translation>Wert: %1; Abstand: wie viel besser als das beste andere Verfahren des Pools.</translation>
    </message>
    <message>
        <source>%1 of each method under the plan&apos;s choices below; empty where it was not scored or is not applicable.</source>
        <translation>%1 jedes Verfahrens unter der Wahl des Plans darunter; leer, wo nicht bewertet wurde oder das Verfahren nicht anwendbar ist.</translation>
    </message>
    <message>
        <source>Kurtosis of a normal distribution: 3.</source>
        <translation>Kurtosis einer Normalverteilung: 3.</translation>
    </message>
    <message>
        <source>Equal bins from the least to the largest value.</source>
        <translation>Gleiche Klassen vom kleinsten bis zum größten Wert.</translation>
    </message>
    <message>
        <source>Correlation ratio of the statistic&apos;s ranks, grouped by chosen method; p: the share of random reassignments of the choices that reach it. Many rows are tested: some small p are chance.</source>
        <translation>Korrelationsverhältnis der Ränge der Statistik, nach gewähltem Verfahren gruppiert; p: der Anteil zufälliger Umordnungen der Wahl, die es erreichen. Viele Zeilen werden geprüft: manches kleine p ist Zufall.</translation>
    </message>
    <message>
        <source>Relative Frobenius error of each linear&apos;s weights, scales of rows and columns fitted.</source>
        <translation>Relativer Frobenius-Fehler der Gewichte jeder linearen Schicht, Skalen der Zeilen und Spalten angepasst.</translation>
    </message>
    <message>
        <source>Distance: ||M - I|| / ||I||; errors: ||X - X_q||^2 / ||X||^2.</source>
        <translation>Abstand: ||M - I|| / ||I||; Fehler: ||X - X_q||^2 / ||X||^2.</translation>
    </message>
    <message>
        <source>Linear CKA between the hidden states of the original (0: the embedding, i: the output of layer i - 1), %1 tokens. Fewer than 4 tokens a dimension: values are too high.</source>
        <translation>Lineares CKA zwischen den Zuständen des Originals (0: die Einbettung, i: die Ausgabe der Schicht i - 1), %1 Token. Weniger als 4 Token je Dimension: Die Werte sind zu hoch.</translation>
    </message>
    <message>
        <source>Linear CKA between the hidden states of the original (0: the embedding, i: the output of layer i - 1), %1 tokens.</source>
        <translation>Lineares CKA zwischen den Zuständen des Originals (0: die Einbettung, i: die Ausgabe der Schicht i - 1), %1 Token.</translation>
    </message>
    <message>
        <source>Linear CKA between the hidden states of the quantized model (0: the embedding, i: the output of layer i - 1), %1 tokens. Fewer than 4 tokens a dimension: values are too high.</source>
        <translation>Lineares CKA zwischen den Zuständen des quantisierten Modells (0: die Einbettung, i: die Ausgabe der Schicht i - 1), %1 Token. Weniger als 4 Token je Dimension: Die Werte sind zu hoch.</translation>
    </message>
    <message>
        <source>Linear CKA between the hidden states of the quantized model (0: the embedding, i: the output of layer i - 1), %1 tokens.</source>
        <translation>Lineares CKA zwischen den Zuständen des quantisierten Modells (0: die Einbettung, i: die Ausgabe der Schicht i - 1), %1 Token.</translation>
    </message>
    <message>
        <source>Method by layer, chosen by %1. %2</source>
        <translation>Verfahren je Schicht, gewählt nach %1. %2</translation>
    </message>
    <message>
        <source>%1 bits a weight on average in the decoder&apos;s linears (%2). They take %3; the whole model about %4, %5 of the original&apos;s %6.</source>
        <translation>Im Mittel %1 Bit je Gewicht in den linearen Schichten des Decoders (%2). Sie brauchen %3; das ganze Modell etwa %4, %5 der %6 des Originals.</translation>
    </message>
    <message>
        <source>%1 bits a weight on average in the decoder&apos;s linears (%2). They take %3; the whole model about %4.</source>
        <translation>Im Mittel %1 Bit je Gewicht in den linearen Schichten des Decoders (%2). Sie brauchen %3; das ganze Modell etwa %4.</translation>
    </message>
    <message>
        <source>codes %1, scales %2, zero points %3, outliers %4, linears that are not quantized %5</source>
        <translation>Codes %1, Skalen %2, Nullpunkte %3, Ausreißer %4, nicht quantisierte lineare Schichten %5</translation>
    </message>
    <message>
        <source>codes %1, scales %2, zero points %3, outliers %4</source>
        <translation>Codes %1, Skalen %2, Nullpunkte %3, Ausreißer %4</translation>
    </message>
    <message>
        <source>codes %1, scales %2, zero points %3</source>
        <translation>Codes %1, Skalen %2, Nullpunkte %3</translation>
    </message>
    <message>
        <source>codes %1, scales %2, outliers %3</source>
        <translation>Codes %1, Skalen %2, Ausreißer %3</translation>
    </message>
    <message>
        <source>codes %1, scales %2, linears that are not quantized %3</source>
        <translation>Codes %1, Skalen %2, nicht quantisierte lineare Schichten %3</translation>
    </message>
    <message>
        <source>codes %1, scales %2</source>
        <translation>Codes %1, Skalen %2</translation>
    </message>
    <message>
        <source>The choice of methods alone: %1.</source>
        <translation>Die Wahl der Verfahren allein: %1.</translation>
    </message>
    <message>
        <source>The uniform plan wins: use %1 (%2).</source>
        <translation>Der einheitliche Plan gewinnt: %1 (%2) verwenden.</translation>
    </message>
    <message>
        <source>So nothing speaks against the simpler plan, %1 (%2).</source>
        <translation>Gegen den einfacheren Plan, %1 (%2), spricht also nichts.</translation>
    </message>
    <message>
        <source>The search chose %1 for every layer: the hybrid is that uniform plan.</source>
        <translation>Die Suche hat für jede Schicht %1 gewählt: Der Hybrid ist dieser einheitliche Plan.</translation>
    </message>
    <message>
        <source>It is better than %1 of %2 random plans beyond noise.</source>
        <translation>Er ist jenseits des Rauschens besser als %1 von %2 zufälligen Plänen.</translation>
    </message>
    <message>
        <source>%1 is better than %2 by %3 nats of %4 a token (95 % interval %5)</source>
        <translation>%1 ist besser als %2 um %3 nat %4 je Token (95-%-Intervall %5)</translation>
    </message>
    <message>
        <source>%1 is worse than %2 by %3 nats of %4 a token (95 % interval %5)</source>
        <translation>%1 ist schlechter als %2 um %3 nat %4 je Token (95-%-Intervall %5)</translation>
    </message>
    <message>
        <source>%1 and %2 cannot be told apart from noise: they differ by %3 nats of %4 a token (95 % interval %5)</source>
        <translation>%1 und %2 sind vom Rauschen nicht zu unterscheiden: Sie unterscheiden sich um %3 nat %4 je Token (95-%-Intervall %5)</translation>
    </message>
    <message>
        <source>%1 and %2 differ by %3 nats of %4 a token, but %5 window says nothing about the noise: measure at least %6</source>
        <translation>%1 und %2 unterscheiden sich um %3 nat %4 je Token, aber %5 Fenster sagt nichts über das Rauschen: mindestens %6 messen</translation>
    </message>
    <message>
        <source>%1 and %2 differ by %3 nats of %4 a token, but %5 windows say nothing about the noise: measure at least %6</source>
        <translation>%1 und %2 unterscheiden sich um %3 nat %4 je Token, aber %5 Fenster sagen nichts über das Rauschen: mindestens %6 messen</translation>
    </message>
    <message>
        <source>The hybrid</source>
        <translation>Der Hybrid</translation>
    </message>
    <message>
        <source>The tuned hybrid</source>
        <translation>Der nachgestellte Hybrid</translation>
    </message>
    <message>
        <source>the same before tuning</source>
        <translation>derselbe vor dem Nachstellen</translation>
    </message>
    <message>
        <source>the hybrid before tuning</source>
        <translation>Der Hybrid vor dem Nachstellen</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>negative log-likelihood</source>
        <translation>negativer Log-Likelihood</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Transform</source>
        <translation>Transformation</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Metrik</translation>
    </message>
    <message>
        <source>A method for each</source>
        <translation>Ein Verfahren je</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>Tuning</source>
        <translation>Nachstellen</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>Erzeugt von</translation>
    </message>
    <message>
        <source>bundled text, %1 x %2 tokens, seed %3</source>
        <translation>mitgelieferter Text, %1 x %2 Token, Seed %3</translation>
    </message>
    <message>
        <source>%1, %2 x %3 tokens, seed %4</source>
        <translation>%1, %2 x %3 Token, Seed %4</translation>
    </message>
    <message>
        <source>%1, %2 x %3 tokens</source>
        <translation>%1, %2 x %3 Token</translation>
    </message>
    <message>
        <source>bundled text, seed %1</source>
        <translation>mitgelieferter Text, Seed %1</translation>
    </message>
    <message>
        <source>%1, symmetric, per channel, stored as %2</source>
        <translation>%1, symmetrisch, je Kanal, gespeichert als %2</translation>
    </message>
    <message>
        <source>%1, symmetric, group %2, stored as %3</source>
        <translation>%1, symmetrisch, Gruppe %2, gespeichert als %3</translation>
    </message>
    <message>
        <source>%1, asymmetric, per channel, stored as %2</source>
        <translation>%1, asymmetrisch, je Kanal, gespeichert als %2</translation>
    </message>
    <message>
        <source>%1, asymmetric, group %2, stored as %3</source>
        <translation>%1, asymmetrisch, Gruppe %2, gespeichert als %3</translation>
    </message>
    <message>
        <source>%1, scales exact in float16</source>
        <translation>%1, Skalen in float16 exakt</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>submodule</source>
        <translation>Teilmodul</translation>
    </message>
    <message>
        <source>site</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>lineare Schicht</translation>
    </message>
    <message>
        <source>%1 epochs over %2 tokens; KL to the original %3 -&gt; %4 on held-out text (%5): a loss, so not used</source>
        <translation>%1 Epochen über %2 Token; KL zum Original %3 -&gt; %4 auf zurückgehaltenem Text (%5): ein Verlust, darum nicht verwendet</translation>
    </message>
    <message>
        <source>%1 epochs over %2 tokens; KL to the original %3 -&gt; %4 on held-out text (%5)</source>
        <translation>%1 Epochen über %2 Token; KL zum Original %3 -&gt; %4 auf zurückgehaltenem Text (%5)</translation>
    </message>
    <message>
        <source>%1 epoch over %2 tokens; KL to the original %3 -&gt; %4 on held-out text (%5)</source>
        <translation>%1 Epoche über %2 Token; KL zum Original %3 -&gt; %4 auf zurückgehaltenem Text (%5)</translation>
    </message>
    <message>
        <source>%1 epochs over %2 tokens; KL to the original %3 in the first epoch, %4 in the last; not measured on held-out text</source>
        <translation>%1 Epochen über %2 Token; KL zum Original %3 in der ersten Epoche, %4 in der letzten; auf zurückgehaltenem Text nicht gemessen</translation>
    </message>
    <message>
        <source>%1 epoch over %2 tokens; KL to the original %3 in the first epoch, %4 in the last; not measured on held-out text</source>
        <translation>%1 Epoche über %2 Token; KL zum Original %3 in der ersten Epoche, %4 in der letzten; auf zurückgehaltenem Text nicht gemessen</translation>
    </message>
    <message>
        <source>bundled evaluation text, %1 windows of %2 tokens</source>
        <translation>mitgelieferter Bewertungstext, %1 Fenster von %2 Token</translation>
    </message>
    <message>
        <source>%1, %2 windows of %3 tokens</source>
        <translation>%1, %2 Fenster von %3 Token</translation>
    </message>
    <message>
        <source>%1, %2 windows of the token file</source>
        <translation>%1, %2 Fenster der Tokendatei</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Specification</source>
        <translation>Spezifikation</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Bits a weight</source>
        <translation>Bit je Gewicht</translation>
    </message>
    <message>
        <source>Size, MiB</source>
        <translation>Größe, MiB</translation>
    </message>
    <message>
        <source>Overrides</source>
        <translation>Eigene Wahl</translation>
    </message>
    <message>
        <source>Layers unlike the current plan</source>
        <translation>Schichten anders als im aktuellen Plan</translation>
    </message>
    <message>
        <source>Kept on</source>
        <translation>Gemerkt am</translation>
    </message>
    <message>
        <source>Current plan</source>
        <translation>Aktueller Plan</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>KL to the original, nats</source>
        <translation>KL zum Original, nat</translation>
    </message>
    <message>
        <source>Same top token, %</source>
        <translation>Gleiches erstes Token, %</translation>
    </message>
    <message>
        <source>Hybrid&apos;s KL minus this</source>
        <translation>KL des Hybrids minus diese</translation>
    </message>
    <message>
        <source>Hybrid&apos;s NLL minus this</source>
        <translation>NLL des Hybrids minus diese</translation>
    </message>
    <message>
        <source>95 % from</source>
        <translation>95 % von</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>NLL, nats a token</source>
        <translation>NLL, nat je Token</translation>
    </message>
    <message>
        <source>NLL minus the original&apos;s</source>
        <translation>NLL minus die des Originals</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Prefill, tokens/s</source>
        <translation>Prefill, Token/s</translation>
    </message>
    <message>
        <source>Decode, tokens/s</source>
        <translation>Decode, Token/s</translation>
    </message>
    <message>
        <source>Spread, %</source>
        <translation>Streuung, %</translation>
    </message>
    <message>
        <source>First token, s</source>
        <translation>Erstes Token, s</translation>
    </message>
    <message>
        <source>Peak memory, MB</source>
        <translation>Größter Speicher, MB</translation>
    </message>
    <message>
        <source>Weights, MB</source>
        <translation>Gewichte, MB</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>Arithmetik</translation>
    </message>
    <message>
        <source>Instruction set</source>
        <translation>Befehlssatz</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Deviation</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>Kleinster</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>Größter</translation>
    </message>
    <message>
        <source>Skewness</source>
        <translation>Schiefe</translation>
    </message>
    <message>
        <source>Kurtosis</source>
        <translation>Kurtosis</translation>
    </message>
    <message>
        <source>Beyond 6 deviations</source>
        <translation>Jenseits 6 Abweichungen</translation>
    </message>
    <message>
        <source>Largest / median</source>
        <translation>Größter / Median</translation>
    </message>
    <message>
        <source>Largest channel</source>
        <translation>Größter Kanal</translation>
    </message>
    <message>
        <source>Values in each of the equal bins</source>
        <translation>Werte in jeder der gleichen Klassen</translation>
    </message>
    <message>
        <source>Statistic</source>
        <translation>Statistik</translation>
    </message>
    <message>
        <source>Correlation ratio</source>
        <translation>Korrelationsverhältnis</translation>
    </message>
    <message>
        <source>Distance from identity</source>
        <translation>Abstand von der Identität</translation>
    </message>
    <message>
        <source>Error as it is</source>
        <translation>Fehler, wie er ist</translation>
    </message>
    <message>
        <source>Error restored</source>
        <translation>Fehler, wiederhergestellt</translation>
    </message>
    <message>
        <source>Next input&apos;s error</source>
        <translation>Fehler des nächsten Eingangs</translation>
    </message>
    <message>
        <source>Next input&apos;s, restored</source>
        <translation>Nächster Eingang, wiederhergestellt</translation>
    </message>
    <message>
        <source>Fitted tokens</source>
        <translation>Angepasste Token</translation>
    </message>
    <message>
        <source>Held-out tokens</source>
        <translation>Zurückgehaltene Token</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Distance, and squared errors</source>
        <translation>Abstand und quadrierte Fehler</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
    <message>
        <source>search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>user</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>current</source>
        <translation>aktuell</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>Aktivierungen</translation>
    </message>
    <message>
        <source>kernels</source>
        <translation>Kernels</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>Layer %1: %2</source>
        <translation>Schicht %1: %2</translation>
    </message>
    <message>
        <source>layer %1: %2</source>
        <translation>Schicht %1: %2</translation>
    </message>
    <message>
        <source>layer %1, %2: not scored</source>
        <translation>Schicht %1, %2: nicht bewertet</translation>
    </message>
    <message>
        <source>layer %1, %2: not applicable</source>
        <translation>Schicht %1, %2: nicht anwendbar</translation>
    </message>
    <message>
        <source>layer %1, %2: %3 (stale)</source>
        <translation>Schicht %1, %2: %3 (veraltet)</translation>
    </message>
    <message>
        <source>layer %1, %2: %3</source>
        <translation>Schicht %1, %2: %3</translation>
    </message>
    <message>
        <source>CALM report</source>
        <translation>CALM-Bericht</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1 to %2, %3 windows</source>
        <translation>%1 bis %2, %3 Fenster</translation>
    </message>
    <message>
        <source>%1 (%2) at %3</source>
        <translation>%1 (%2) an %3</translation>
    </message>
    <message>
        <source>%1, %2 threads</source>
        <translation>%1, %2 Threads</translation>
    </message>
    <message>
        <source>input of %1</source>
        <translation>Eingang von %1</translation>
    </message>
    <message>
        <source>%1: %2 (%3 to %4)</source>
        <translation>%1: %2 (%3 bis %4)</translation>
    </message>
</context>
<context>
    <name>calm::ui::AboutDialog</name>
    <message>
        <source>About CALM Workbench</source>
        <translation>Über CALM Workbench</translation>
    </message>
    <message>
        <source>CALM Workbench %1</source>
        <translation>CALM Workbench %1</translation>
    </message>
    <message>
        <source>&amp;Copy version</source>
        <translation>Version &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy the versions for a bug report</source>
        <translation>Die Versionsangaben für einen Fehlerbericht kopieren</translation>
    </message>
    <message>
        <source>Copy version</source>
        <translation>Version kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>Dieses Fenster schließen</translation>
    </message>
    <message>
        <source>Scores post-training quantization methods for each decoder layer of a language model by linear CKA, keeps the best mix, and exports a W4A8 model.</source>
        <translation>Bewertet Verfahren zur Quantisierung nach dem Training für jede Decoderschicht eines Sprachmodells mit linearer CKA, behält die beste Mischung und exportiert ein W4A8-Modell.</translation>
    </message>
    <message>
        <source>After “CALM: CKA-guided Adaptive Layer-wise Modularization”, arXiv 2512.16282.</source>
        <translation>Nach „CALM: CKA-guided Adaptive Layer-wise Modularization“, arXiv 2512.16282.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It comes with no warranty.</source>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder später. Ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>CALM Workbench %1
Qt %2 (built with %3)
%4, %5</source>
        <translation>CALM Workbench %1
Qt %2 (erstellt mit %3)
%4, %5</translation>
    </message>
</context>
<context>
    <name>calm::ui::AddMethodDialog</name>
    <message>
        <source>Then a &amp;second stage</source>
        <translation>Danach eine &amp;zweite Stufe</translation>
    </message>
    <message>
        <source>Add a method to the pool</source>
        <translation>Ein Verfahren in den Pool aufnehmen</translation>
    </message>
    <message>
        <source>Title of the method</source>
        <translation>Titel des Verfahrens</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was nicht stimmt</translation>
    </message>
    <message>
        <source>Let another method work on what this one leaves: AWQ&apos;s scales, then GPTQ&apos;s rounding</source>
        <translation>Ein weiteres Verfahren bearbeitet, was dieses übrig lässt: erst die Skalen von AWQ, dann die Rundung von GPTQ</translation>
    </message>
    <message>
        <source>Add a second stage</source>
        <translation>Zweite Stufe hinzufügen</translation>
    </message>
    <message>
        <source>S&amp;pecification:</source>
        <translation>S&amp;pezifikation:</translation>
    </message>
    <message>
        <source>Shown as:</source>
        <translation>Angezeigt als:</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>Add the method</source>
        <translation>Das Verfahren hinzufügen</translation>
    </message>
    <message>
        <source>Close without adding a method</source>
        <translation>Schließen, ohne ein Verfahren hinzuzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stage %1</source>
        <translation>Stufe %1</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Add this method to the pool</source>
        <translation>Dieses Verfahren in den Pool aufnehmen</translation>
    </message>
    <message>
        <source>A method for &amp;each part of the layer</source>
        <translation>Ein Verfahren je &amp;Teil der Schicht</translation>
    </message>
    <message>
        <source>Attention and feed-forward, or single linears, get methods of their own</source>
        <translation>Attention und Feed-Forward oder einzelne lineare Schichten erhalten eigene Verfahren</translation>
    </message>
    <message>
        <source>A method for each part of the layer</source>
        <translation>Ein Verfahren je Teil der Schicht</translation>
    </message>
    <message>
        <source>The method as text: stages joined by +, options after colons, as in awq:clip+gptq:act-order; parts of a layer joined by /, as in attn=awq/ffn=gptq</source>
        <translation>Das Verfahren als Text: Stufen mit + verbunden, Optionen nach Doppelpunkten, etwa awq:clip+gptq:act-order; Teile einer Schicht mit / verbunden, etwa attn=awq/ffn=gptq</translation>
    </message>
</context>
<context>
    <name>calm::ui::AnswerPane</name>
    <message>
        <source>%1 variant</source>
        <translation>%1: Variante</translation>
    </message>
    <message>
        <source>What writes this side. Layers that the session does not hold yet are quantized first, and kept.</source>
        <translation>Was diese Seite schreibt. Schichten, die die Sitzung noch nicht enthält, werden zuerst quantisiert und bleiben erhalten.</translation>
    </message>
    <message>
        <source>%1 text</source>
        <translation>%1: Text</translation>
    </message>
    <message>
        <source>Tokens that the other side does not have are underlined; the first difference is inverted</source>
        <translation>Token, die die andere Seite nicht hat, sind unterstrichen; der erste Unterschied ist invertiert</translation>
    </message>
    <message>
        <source>%1 speed</source>
        <translation>%1: Geschwindigkeit</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens</source>
        <translation>
            <numerusform>%n Token</numerusform>
            <numerusform>%n Token</numerusform>
        </translation>
    </message>
    <message>
        <source>first token after %1 ms</source>
        <translation>erstes Token nach %1 ms</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 Token</translation>
    </message>
</context>
<context>
    <name>calm::ui::BarChart</name>
    <message>
        <source>%1: %2 %3</source>
        <translation>%1: %2 %3</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>(%1 to %2)</source>
        <translation>(%1 bis %2)</translation>
    </message>
</context>
<context>
    <name>calm::ui::BenchmarkCharts</name>
    <message>
        <source>Perplexity of the variants</source>
        <translation>Perplexität der Varianten</translation>
    </message>
    <message>
        <source>KL of the variants to the original</source>
        <translation>KL der Varianten zum Original</translation>
    </message>
    <message>
        <source>Prefill speed of the variants</source>
        <translation>Prefill-Geschwindigkeit der Varianten</translation>
    </message>
    <message>
        <source>Decode speed of the variants</source>
        <translation>Decode-Geschwindigkeit der Varianten</translation>
    </message>
    <message>
        <source>Peak memory of the variants</source>
        <translation>Spitzenspeicher der Varianten</translation>
    </message>
    <message>
        <source>Weights of the variants</source>
        <translation>Gewichte der Varianten</translation>
    </message>
    <message>
        <source>Charts of the benchmark</source>
        <translation>Diagramme des Benchmarks</translation>
    </message>
    <message>
        <source>Quality, speed or memory of the newest results</source>
        <translation>Qualität, Geschwindigkeit oder Speicher der neuesten Ergebnisse</translation>
    </message>
    <message>
        <source>Error bars: 95 % interval of the difference to %1 on the same windows</source>
        <translation>Fehlerbalken: 95-%-Intervall der Differenz zu %1 auf denselben Fenstern</translation>
    </message>
    <message>
        <source>Error bars: slowest to fastest run</source>
        <translation>Fehlerbalken: langsamster bis schnellster Lauf</translation>
    </message>
    <message>
        <source>Perplexity, lower is better</source>
        <translation>Perplexität, niedriger ist besser</translation>
    </message>
    <message>
        <source>KL to the original, lower is better</source>
        <translation>KL zum Original, niedriger ist besser</translation>
    </message>
    <message>
        <source>nats</source>
        <translation>nat</translation>
    </message>
    <message>
        <source>Prefill</source>
        <translation>Prefill</translation>
    </message>
    <message>
        <source>tok/s</source>
        <translation>tok/s</translation>
    </message>
    <message>
        <source>Decode</source>
        <translation>Decode</translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation>Spitzenspeicher</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Save or copy the charts that are shown</source>
        <translation>Die gezeigten Diagramme speichern oder kopieren</translation>
    </message>
    <message>
        <source>Export the charts</source>
        <translation>Diagramme exportieren</translation>
    </message>
</context>
<context>
    <name>calm::ui::BenchmarkForm</name>
    <message>
        <source>%1 everywhere</source>
        <translation>Überall %1</translation>
    </message>
    <message>
        <source>Variants</source>
        <translation>Varianten</translation>
    </message>
    <message>
        <source>Checked variants are measured in turn, on the same text and prompt</source>
        <translation>Angekreuzte Varianten werden nacheinander mit demselben Text und Prompt gemessen</translation>
    </message>
    <message>
        <source>Why the benchmark cannot start</source>
        <translation>Warum der Benchmark nicht starten kann</translation>
    </message>
    <message>
        <source>Copy the calm command that measures the same without the window</source>
        <translation>Den calm-Befehl kopieren, der dasselbe ohne Fenster misst</translation>
    </message>
    <message>
        <source>&amp;Perplexity</source>
        <translation>&amp;Perplexität</translation>
    </message>
    <message>
        <source>Measure perplexity</source>
        <translation>Perplexität messen</translation>
    </message>
    <message>
        <source>How well the variant predicts a text: lower is better</source>
        <translation>Wie gut die Variante einen Text vorhersagt: niedriger ist besser</translation>
    </message>
    <message>
        <source>Bundled text</source>
        <translation>Mitgelieferter Text</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> Token</translation>
    </message>
    <message>
        <source> windows</source>
        <translation> Fenster</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>&amp;Text:</source>
        <translation>&amp;Text:</translation>
    </message>
    <message>
        <source>&amp;Window:</source>
        <translation>&amp;Fenster:</translation>
    </message>
    <message>
        <source>Tokens of context a window; windows do not overlap</source>
        <translation>Token Kontext je Fenster; die Fenster überlappen nicht</translation>
    </message>
    <message>
        <source>At &amp;most:</source>
        <translation>Hö&amp;chstens:</translation>
    </message>
    <message>
        <source>Tokens a second while reading a prompt and while writing</source>
        <translation>Token pro Sekunde beim Lesen des Prompts und beim Schreiben</translation>
    </message>
    <message>
        <source> runs</source>
        <translation> Läufe</translation>
    </message>
    <message>
        <source>P&amp;rompt:</source>
        <translation>P&amp;rompt:</translation>
    </message>
    <message>
        <source>Tokens of the prompt (prefill)</source>
        <translation>Token des Prompts (Prefill)</translation>
    </message>
    <message>
        <source>&amp;Generate:</source>
        <translation>Er&amp;zeugen:</translation>
    </message>
    <message>
        <source>Tokens written after it (decode)</source>
        <translation>Danach geschriebene Token (Decode)</translation>
    </message>
    <message>
        <source>Repea&amp;ts:</source>
        <translation>&amp;Wiederholungen:</translation>
    </message>
    <message>
        <source>How often each is measured; the median counts</source>
        <translation>Wie oft jeweils gemessen wird; es zählt der Median</translation>
    </message>
    <message>
        <source>This model</source>
        <translation>Dieses Modell</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Hybrid</source>
        <translation>Hybrid</translation>
    </message>
    <message>
        <source>The plan has layers without a method: analyse first</source>
        <translation>Der Plan hat Schichten ohne Verfahren: zuerst analysieren</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>Zuerst ein Modell öffnen.</translation>
    </message>
    <message>
        <source>Check at least one variant.</source>
        <translation>Mindestens eine Variante ankreuzen.</translation>
    </message>
    <message>
        <source>R&amp;un benchmark</source>
        <translation>Be&amp;nchmark starten</translation>
    </message>
    <message>
        <source>Run benchmark</source>
        <translation>Benchmark starten</translation>
    </message>
    <message>
        <source>Space checks and unchecks a variant.</source>
        <translation>Die Leertaste kreuzt eine Variante an oder ab.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Check all variants</source>
        <translation>Alle Varianten ankreuzen</translation>
    </message>
    <message>
        <source>Check every variant that can be measured</source>
        <translation>Jede messbare Variante ankreuzen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Check no variant</source>
        <translation>Keine Variante ankreuzen</translation>
    </message>
    <message>
        <source>Uncheck every variant</source>
        <translation>Bei jeder Variante das Kreuz entfernen</translation>
    </message>
    <message>
        <source>On a text</source>
        <translation>Auf einem Text</translation>
    </message>
    <message>
        <source>&amp;KL to the original</source>
        <translation>&amp;KL zum Original</translation>
    </message>
    <message>
        <source>Measure the KL to the original</source>
        <translation>KL zum Original messen</translation>
    </message>
    <message>
        <source>How far the variant&apos;s next-token distributions are from the original&apos;s, measured in the same pass: it tells variants apart on fewer windows than the perplexity</source>
        <translation>Wie weit die Verteilungen des nächsten Tokens der Variante von denen des Originals abweichen, im selben Durchgang gemessen: unterscheidet Varianten mit weniger Fenstern als die Perplexität</translation>
    </message>
    <message>
        <source>Windows measured, from the start of the text: noise is told from %1 on</source>
        <translation>Gemessene Fenster, vom Textanfang an: ab %1 wird das Rauschen beurteilt</translation>
    </message>
    <message>
        <source>On a prompt</source>
        <translation>Mit einem Prompt</translation>
    </message>
    <message>
        <source>&amp;Speed</source>
        <translation>&amp;Geschwindigkeit</translation>
    </message>
    <message>
        <source>Measure speed</source>
        <translation>Geschwindigkeit messen</translation>
    </message>
    <message>
        <source>M&amp;emory</source>
        <translation>&amp;Speicher</translation>
    </message>
    <message>
        <source>Measure memory</source>
        <translation>Speicher messen</translation>
    </message>
    <message>
        <source>What the weights take, and the peak while a prompt is read</source>
        <translation>Platz der Gewichte und Spitzenwert beim Lesen eines Prompts</translation>
    </message>
    <message>
        <source>The model as it was opened</source>
        <translation>Das Modell, wie es geöffnet wurde</translation>
    </message>
    <message>
        <source>Hybrid (the current plan)</source>
        <translation>Hybrid (der aktuelle Plan)</translation>
    </message>
    <message>
        <source>The plan as the Plan page shows it, layer for layer</source>
        <translation>Der Plan, wie ihn die Seite „Plan“ zeigt, Schicht für Schicht</translation>
    </message>
    <message>
        <source>Plan: %1</source>
        <translation>Plan: %1</translation>
    </message>
    <message>
        <source>The plan kept as &quot;%1&quot;</source>
        <translation>Der als „%1“ gemerkte Plan</translation>
    </message>
    <message>
        <source>Choose what to measure: perplexity, KL, speed or memory.</source>
        <translation>Wählen, was gemessen wird: Perplexität, KL, Geschwindigkeit oder Speicher.</translation>
    </message>
    <message>
        <source>Add to the q&amp;ueue</source>
        <translation>I&amp;n die Warteschlange</translation>
    </message>
    <message>
        <source>Measures the checked variants once the running job has ended</source>
        <translation>Misst die angekreuzten Varianten, sobald der laufende Vorgang beendet ist</translation>
    </message>
    <message>
        <source>Measure the checked variants; more can be queued meanwhile</source>
        <translation>Die angekreuzten Varianten messen; weitere können sich währenddessen einreihen</translation>
    </message>
    <message>
        <source>Hybrid before tuning</source>
        <translation>Hybrid vor dem Nachstellen</translation>
    </message>
    <message>
        <source>The current plan with the scales that its methods chose</source>
        <translation>Der aktuelle Plan mit den Skalen, die seine Methoden gewählt haben</translation>
    </message>
</context>
<context>
    <name>calm::ui::BenchmarkModel</name>
    <message>
        <source>Perplexity %1 (%2 nats a token) on %3</source>
        <translation>Perplexität %1 (%2 nat je Token) auf %3</translation>
    </message>
    <message>
        <source>Median of the repeats, %1, threads: %2</source>
        <translation>Median der Wiederholungen, %1, Threads: %2</translation>
    </message>
    <message>
        <source>First token after %1 ms; head in %2, KV cache in %3</source>
        <translation>Erstes Token nach %1 ms; Kopf in %2, KV-Cache in %3</translation>
    </message>
    <message>
        <source>Measured with an earlier plan or other options</source>
        <translation>Mit einem früheren Plan oder anderen Optionen gemessen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>exp of the mean loss a token: lower is better</source>
        <translation>exp des mittleren Verlusts je Token: niedriger ist besser</translation>
    </message>
    <message>
        <source>Slowest to fastest repeat, as a share of the median: differences below it mean nothing</source>
        <translation>Langsamste bis schnellste Wiederholung als Anteil am Median: kleinere Unterschiede besagen nichts</translation>
    </message>
    <message>
        <source>Highest memory of the program while it was measured</source>
        <translation>Höchster Speicherbedarf des Programms während der Messung</translation>
    </message>
    <message>
        <source>Bytes of the weights in memory</source>
        <translation>Byte der Gewichte im Speicher</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>Prefill tok/s</source>
        <translation>Prefill tok/s</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Streuung</translation>
    </message>
    <message>
        <source>Decode tok/s</source>
        <translation>Decode tok/s</translation>
    </message>
    <message>
        <source>Peak memory</source>
        <translation>Spitzenspeicher</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anmerkung</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>of an earlier plan</source>
        <translation>von einem früheren Plan</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>[%1, %2]</source>
        <translation>[%1; %2]</translation>
    </message>
    <message>
        <source>Difference to the baseline&apos;s perplexity on the same windows, with its 95 % interval from a paired bootstrap over the windows</source>
        <translation>Differenz zur Perplexität des Bezugs auf denselben Fenstern, mit 95-%-Intervall aus einem gepaarten Bootstrap über die Fenster</translation>
    </message>
    <message>
        <source>Mean Kullback-Leibler divergence of the next-token distributions from the original&apos;s, in nats a token: 0 is the same model</source>
        <translation>Mittlere Kullback-Leibler-Divergenz der Verteilungen des nächsten Tokens von denen des Originals, in nat je Token: 0 ist dasselbe Modell</translation>
    </message>
    <message>
        <source>Difference to the baseline&apos;s KL on the same windows, with its 95 % interval from a paired bootstrap over the windows</source>
        <translation>Differenz zur KL des Bezugs auf denselben Fenstern, mit 95-%-Intervall aus einem gepaarten Bootstrap über die Fenster</translation>
    </message>
    <message>
        <source>Share of the tokens where variant and original find the same token most likely</source>
        <translation>Anteil der Token, bei denen Variante und Original dasselbe Token am wahrscheinlichsten finden</translation>
    </message>
    <message>
        <source>Whether the difference to the baseline is more than noise</source>
        <translation>Ob die Differenz zum Bezug mehr als Rauschen ist</translation>
    </message>
    <message>
        <source>Difference to the baseline, measured on the same host with the same options</source>
        <translation>Differenz zum Bezug, auf demselben Rechner mit denselben Optionen gemessen</translation>
    </message>
    <message>
        <source>The text that perplexity and KL were measured on</source>
        <translation>Der Text, auf dem Perplexität und KL gemessen wurden</translation>
    </message>
    <message>
        <source>Device, threads, arithmetic of the windows, and tokens of the timing</source>
        <translation>Gerät, Threads, Arithmetik der Fenster und Token der Zeitmessung</translation>
    </message>
    <message>
        <source>To baseline</source>
        <translation>Zum Bezug</translation>
    </message>
    <message>
        <source>KL (nats)</source>
        <translation>KL (nat)</translation>
    </message>
    <message>
        <source>Same top token</source>
        <translation>Gleiches Top-Token</translation>
    </message>
    <message>
        <source>Beyond noise?</source>
        <translation>Mehr als Rauschen?</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>device %1</source>
        <translation>Gerät %1</translation>
    </message>
    <message>
        <source>threads: %1</source>
        <translation>Threads: %1</translation>
    </message>
    <message>
        <source>%1 arithmetic</source>
        <translation>Arithmetik %1</translation>
    </message>
    <message>
        <source>prompt %1, generated %2, runs: %3</source>
        <translation>Prompt %1, erzeugt %2, Läufe: %3</translation>
    </message>
    <message>
        <source>prompt %1</source>
        <translation>Prompt %1</translation>
    </message>
    <message>
        <source>not among the plans now</source>
        <translation>derzeit nicht unter den Plänen</translation>
    </message>
    <message>
        <source>KL to the original: %1 nats a token</source>
        <translation>KL zum Original: %1 nat je Token</translation>
    </message>
    <message>
        <source>comparing …</source>
        <translation>wird verglichen …</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>Cannot be told apart from %1: one window says nothing about noise, measure at least %2</source>
        <translation>Von %1 nicht zu unterscheiden: ein Fenster sagt nichts über das Rauschen, mindestens %2 messen</translation>
    </message>
    <message>
        <source>Cannot be told apart from %1: %2 windows say nothing about noise, measure at least %3</source>
        <translation>Von %1 nicht zu unterscheiden: %2 Fenster sagen nichts über das Rauschen, mindestens %3 messen</translation>
    </message>
    <message>
        <source>Lower %1 than %2, beyond noise</source>
        <translation>Niedrigere %1 als %2, jenseits des Rauschens</translation>
    </message>
    <message>
        <source>Higher %1 than %2, beyond noise</source>
        <translation>Höhere %1 als %2, jenseits des Rauschens</translation>
    </message>
    <message numerus="yes">
        <source>Cannot be told apart from %1 on %n windows</source>
        <translation>
            <numerusform>Von %1 auf %n Fenster nicht zu unterscheiden</numerusform>
            <numerusform>Von %1 auf %n Fenstern nicht zu unterscheiden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 nats a token, 95 % interval %3 to %4, %n windows</source>
        <translation>
            <numerusform>%1: %2 nat je Token, 95-%-Intervall %3 bis %4, %n Fenster</numerusform>
            <numerusform>%1: %2 nat je Token, 95-%-Intervall %3 bis %4, %n Fenster</numerusform>
        </translation>
    </message>
    <message>
        <source>decodes faster, beyond the spread of the runs</source>
        <translation>Decode schneller, jenseits der Streuung der Läufe</translation>
    </message>
    <message>
        <source>decodes slower, beyond the spread of the runs</source>
        <translation>Decode langsamer, jenseits der Streuung der Läufe</translation>
    </message>
    <message>
        <source>decodes as fast, within the spread of the runs</source>
        <translation>Decode gleich schnell, innerhalb der Streuung der Läufe</translation>
    </message>
    <message>
        <source>The baseline</source>
        <translation>Der Bezug</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>Against %1: %2</source>
        <translation>Gegenüber %1: %2</translation>
    </message>
    <message>
        <source>Only memory was measured, which has no noise</source>
        <translation>Nur Speicher wurde gemessen, der kein Rauschen hat</translation>
    </message>
    <message>
        <source>%1 was not measured on the same text and options</source>
        <translation>%1 wurde nicht mit demselben Text und denselben Optionen gemessen</translation>
    </message>
    <message>
        <source>Too few windows</source>
        <translation>Zu wenige Fenster</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Yes: lower %1</source>
        <translation>Ja: %1 niedriger</translation>
    </message>
    <message>
        <source>Yes: higher %1</source>
        <translation>Ja: %1 höher</translation>
    </message>
    <message>
        <source>faster</source>
        <translation>schneller</translation>
    </message>
    <message>
        <source>slower</source>
        <translation>langsamer</translation>
    </message>
    <message>
        <source>as fast</source>
        <translation>gleich schnell</translation>
    </message>
    <message>
        <source>Memory has no noise</source>
        <translation>Speicher rauscht nicht</translation>
    </message>
    <message>
        <source>Not comparable</source>
        <translation>Nicht vergleichbar</translation>
    </message>
    <message>
        <source>before tuning</source>
        <translation>vor dem Nachstellen</translation>
    </message>
    <message>
        <source>%1, before tuning</source>
        <translation>%1, vor dem Nachstellen</translation>
    </message>
</context>
<context>
    <name>calm::ui::BenchmarkPage</name>
    <message>
        <source>State of the benchmark</source>
        <translation>Stand des Benchmarks</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the selected rows, or all, as a table (tab-separated)</source>
        <translation>Die gewählten oder alle Zeilen als Tabelle kopieren (mit Tabulatoren getrennt)</translation>
    </message>
    <message>
        <source>Save...</source>
        <translation>Speichern...</translation>
    </message>
    <message>
        <source>Save all rows as CSV or JSON</source>
        <translation>Alle Zeilen als CSV oder JSON speichern</translation>
    </message>
    <message>
        <source>Benchmark results</source>
        <translation>Benchmark-Ergebnisse</translation>
    </message>
    <message>
        <source>One row a variant and run</source>
        <translation>Eine Zeile je Variante und Lauf</translation>
    </message>
    <message>
        <source>Nothing measured yet</source>
        <translation>Noch nichts gemessen</translation>
    </message>
    <message>
        <source>Cancelled. Finished rows are kept.</source>
        <translation>Abgebrochen. Fertige Zeilen bleiben erhalten.</translation>
    </message>
    <message>
        <source>The benchmark stopped with an error: %1</source>
        <translation>Der Benchmark endete mit einem Fehler: %1</translation>
    </message>
    <message>
        <source>The results could not be written to %1: %2</source>
        <translation>Die Ergebnisse konnten nicht nach %1 geschrieben werden: %2</translation>
    </message>
    <message>
        <source>Save the benchmark results</source>
        <translation>Benchmark-Ergebnisse speichern</translation>
    </message>
    <message>
        <source>Table (*.csv);;JSON (*.json)</source>
        <translation>Tabelle (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
        <source>1 result</source>
        <translation>1 Ergebnis</translation>
    </message>
    <message>
        <source>%1 results</source>
        <translation>%1 Ergebnisse</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Bezug</translation>
    </message>
    <message>
        <source>What the differences, their intervals and the words about noise are held against</source>
        <translation>Worauf sich Differenzen, ihre Intervalle und die Aussagen zum Rauschen beziehen</translation>
    </message>
    <message>
        <source>&amp;Baseline:</source>
        <translation>B&amp;ezug:</translation>
    </message>
    <message>
        <source>The selected result in words</source>
        <translation>Das gewählte Ergebnis in Worten</translation>
    </message>
    <message>
        <source>Check the variants and the measurements on the left, then run the benchmark: perplexity, the divergence from the original, speed and memory come side by side, with what is beyond noise.</source>
        <translation>Links Varianten und Messungen ankreuzen, dann den Benchmark starten: Perplexität, Divergenz vom Original, Geschwindigkeit und Speicher erscheinen nebeneinander, mit dem, was jenseits des Rauschens liegt.</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>Closest to the original: %1. %2.</source>
        <translation>Dem Original am nächsten: %1. %2.</translation>
    </message>
    <message>
        <source>Select a row to read its difference to the baseline in words.</source>
        <translation>Eine Zeile wählen, um ihren Unterschied zum Bezug in Worten zu lesen.</translation>
    </message>
    <message>
        <source>Save c&amp;harts…</source>
        <translation>Dia&amp;gramme speichern…</translation>
    </message>
    <message>
        <source>Save the charts that are shown as PNG or SVG</source>
        <translation>Die gezeigten Diagramme als PNG oder SVG speichern</translation>
    </message>
    <message>
        <source>Copy cha&amp;rts</source>
        <translation>Diag&amp;ramme kopieren</translation>
    </message>
    <message>
        <source>Copy the charts that are shown as a picture</source>
        <translation>Die gezeigten Diagramme als Bild kopieren</translation>
    </message>
    <message>
        <source>Save the charts</source>
        <translation>Diagramme speichern</translation>
    </message>
    <message>
        <source>PNG picture (*.png);;SVG drawing (*.svg)</source>
        <translation>PNG-Bild (*.png);;SVG-Zeichnung (*.svg)</translation>
    </message>
</context>
<context>
    <name>calm::ui::BenchmarkQueue</name>
    <message>
        <source>perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>starting, after the job that runs now</source>
        <translation>startet nach dem laufenden Vorgang</translation>
    </message>
    <message>
        <source>stopping …</source>
        <translation>wird angehalten …</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>cancelled, what was measured is kept</source>
        <translation>abgebrochen, Gemessenes bleibt erhalten</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n variants: %1</source>
        <translation>
            <numerusform>%n Variante: %1</numerusform>
            <numerusform>%n Varianten: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>calm::ui::BenchmarkQueueView</name>
    <message>
        <source>Up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Earlier in the queue</source>
        <translation>In der Warteschlange nach vorn</translation>
    </message>
    <message>
        <source>Measure the selected entry earlier (Alt+Up)</source>
        <translation>Den gewählten Eintrag früher messen (Alt+Pfeil auf)</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Later in the queue</source>
        <translation>In der Warteschlange nach hinten</translation>
    </message>
    <message>
        <source>Measure the selected entry later (Alt+Down)</source>
        <translation>Den gewählten Eintrag später messen (Alt+Pfeil ab)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the selected entry</source>
        <translation>Den gewählten Eintrag abbrechen</translation>
    </message>
    <message>
        <source>Stop it, or take it off the list (Del)</source>
        <translation>Anhalten oder von der Liste nehmen (Entf)</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Clear what has ended</source>
        <translation>Beendetes entfernen</translation>
    </message>
    <message>
        <source>Take entries that have ended off the list</source>
        <translation>Beendete Einträge von der Liste nehmen</translation>
    </message>
    <message>
        <source>Benchmark queue</source>
        <translation>Benchmark-Warteschlange</translation>
    </message>
    <message>
        <source>Delete cancels or removes an entry, Alt+Up and Alt+Down move one that waits.</source>
        <translation>Entf bricht einen Eintrag ab oder entfernt ihn, Alt+Pfeil auf und Alt+Pfeil ab verschieben einen wartenden.</translation>
    </message>
    <message>
        <source>What is being measured, what waits, and what is done</source>
        <translation>Was gemessen wird, was wartet und was fertig ist</translation>
    </message>
    <message>
        <source>Columns of the benchmark queue</source>
        <translation>Spalten der Benchmark-Warteschlange</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Cancel the benchmark that runs</source>
        <translation>Den laufenden Benchmark abbrechen</translation>
    </message>
    <message>
        <source>Remove the selected entry</source>
        <translation>Den gewählten Eintrag entfernen</translation>
    </message>
    <message>
        <source>Stop it; what is measured is kept (Del)</source>
        <translation>Anhalten; Gemessenes bleibt erhalten (Entf)</translation>
    </message>
    <message>
        <source>Take it off the list (Del)</source>
        <translation>Von der Liste nehmen (Entf)</translation>
    </message>
</context>
<context>
    <name>calm::ui::BudgetDialog</name>
    <message>
        <source>Plans under a budget</source>
        <translation>Pläne unter einem Budget</translation>
    </message>
    <message>
        <source>Average bits</source>
        <translation>Mittlere Bits</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>Dateigröße</translation>
    </message>
    <message>
        <source> bits</source>
        <translation> Bit</translation>
    </message>
    <message>
        <source>At most this many bits a weight</source>
        <translation>Höchstens so viele Bits je Gewicht</translation>
    </message>
    <message>
        <source>Average bits a weight of the decoder&apos;s linears, with its share of scales, zero points and outliers</source>
        <translation>Mittlere Bits je Gewicht der linearen Schichten des Decoders, mit seinem Anteil an Skalen, Nullpunkten und Ausreißern</translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> MiB</translation>
    </message>
    <message>
        <source>At most this large a file</source>
        <translation>Höchstens eine so große Datei</translation>
    </message>
    <message>
        <source>The weights&apos; file as compressed-tensors, embeddings and all</source>
        <translation>Die Datei der Gewichte als compressed-tensors, mit Embeddings und allem</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>KL where the session holds it for these methods, else the error of the layers</source>
        <translation>KL, wo die Sitzung sie für diese Verfahren enthält, sonst der Fehler der Schichten</translation>
    </message>
    <message>
        <source>KL of the output</source>
        <translation>KL der Ausgabe</translation>
    </message>
    <message>
        <source>Error of each layer</source>
        <translation>Fehler jeder Schicht</translation>
    </message>
    <message>
        <source>HAWQ: Hessian trace</source>
        <translation>HAWQ: Spur der Hesse-Matrix</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation>%1 Bit</translation>
    </message>
    <message>
        <source>Try every method of the pool at %1 bits</source>
        <translation>Jedes Verfahren des Pools mit %1 Bit versuchen</translation>
    </message>
    <message>
        <source>&amp;Solve</source>
        <translation>&amp;Lösen</translation>
    </message>
    <message>
        <source>Solve</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Find the best plans; what is not scored yet is measured once and kept with the session</source>
        <translation>Die besten Pläne finden; was noch nicht bewertet ist, wird einmal gemessen und bleibt in der Sitzung</translation>
    </message>
    <message>
        <source>About the budget</source>
        <translation>Über das Budget</translation>
    </message>
    <message>
        <source>Solves for the method of every layer with the least predicted loss at every size. Another budget scores nothing again. What is missing for KL is measured first, which takes about as long as an analysis; HAWQ takes a few minutes once; the error is known of what was analysed.</source>
        <translation>Sucht für jede Größe das Verfahren jeder Schicht mit dem kleinsten vorhergesagten Verlust. Ein anderes Budget bewertet nichts neu. Was für die KL fehlt, wird zuerst gemessen, was etwa so lange dauert wie eine Analyse; HAWQ dauert einmal einige Minuten; der Fehler ist von allem bekannt, was analysiert wurde.</translation>
    </message>
    <message>
        <source>Bud&amp;get:</source>
        <translation>Bud&amp;get:</translation>
    </message>
    <message>
        <source>What is limited</source>
        <translation>Was begrenzt wird</translation>
    </message>
    <message>
        <source>At &amp;most:</source>
        <translation>&amp;Höchstens:</translation>
    </message>
    <message>
        <source>At m&amp;ost:</source>
        <translation>Hö&amp;chstens:</translation>
    </message>
    <message>
        <source>&amp;Loss:</source>
        <translation>Verl&amp;ust:</translation>
    </message>
    <message>
        <source>What a method is taken to cost a layer</source>
        <translation>Was ein Verfahren eine Schicht kostet</translation>
    </message>
    <message>
        <source>Widths (bits):</source>
        <translation>Breiten (Bit):</translation>
    </message>
    <message>
        <source>Bits of the weights that every method of the pool is tried at; none: as the pool says</source>
        <translation>Bits der Gewichte, mit denen jedes Verfahren des Pools versucht wird; keine: wie der Pool sagt</translation>
    </message>
    <message>
        <source>&amp;Points:</source>
        <translation>&amp;Punkte:</translation>
    </message>
    <message>
        <source>How many plans of the curve are shown, about evenly spaced in size</source>
        <translation>Wie viele Pläne der Kurve gezeigt werden, in der Größe etwa gleichmäßig verteilt</translation>
    </message>
    <message>
        <source>Size against predicted loss</source>
        <translation>Größe gegen vorhergesagten Verlust</translation>
    </message>
    <message>
        <source>Click a plan to look at it. Dashed: the budget; orange: the largest plan within it.</source>
        <translation>Ein Klick wählt einen Plan. Gestrichelt: das Budget; orange: der größte Plan darin.</translation>
    </message>
    <message>
        <source>Lo&amp;garithmic loss</source>
        <translation>Verlust lo&amp;garithmisch</translation>
    </message>
    <message>
        <source>Logarithmic loss</source>
        <translation>Verlust logarithmisch</translation>
    </message>
    <message>
        <source>Show the loss by powers of ten</source>
        <translation>Den Verlust in Zehnerpotenzen zeigen</translation>
    </message>
    <message>
        <source>About this curve</source>
        <translation>Über diese Kurve</translation>
    </message>
    <message>
        <source>Plans on the curve</source>
        <translation>Pläne auf der Kurve</translation>
    </message>
    <message>
        <source>One row a plan; bold: the largest within the budget. Enter makes one the current plan.</source>
        <translation>Eine Zeile je Plan; fett: der größte im Budget. Die Eingabetaste macht einen zum aktuellen Plan.</translation>
    </message>
    <message>
        <source>Columns of the plans</source>
        <translation>Spalten der Pläne</translation>
    </message>
    <message>
        <source>What the predicted loss is</source>
        <translation>Was der vorhergesagte Verlust ist</translation>
    </message>
    <message>
        <source>Copy the calm command that solves the same without the window</source>
        <translation>Den calm-Befehl kopieren, der dasselbe ohne das Fenster löst</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy the curve as a picture, and the plans as a table for programs that take text</source>
        <translation>Die Kurve als Bild kopieren, und die Pläne als Tabelle für Programme, die Text annehmen</translation>
    </message>
    <message>
        <source>Sa&amp;ve…</source>
        <translation>Sp&amp;eichern…</translation>
    </message>
    <message>
        <source>Save the curve (PNG, SVG), or the plans layer by layer (CSV)</source>
        <translation>Die Kurve speichern (PNG, SVG) oder die Pläne Schicht für Schicht (CSV)</translation>
    </message>
    <message>
        <source>&amp;Keep plan</source>
        <translation>Plan &amp;merken</translation>
    </message>
    <message>
        <source>Keep the selected plan under a name, to compare, benchmark and export</source>
        <translation>Den gewählten Plan unter einem Namen merken, zum Vergleichen, Messen und Exportieren</translation>
    </message>
    <message>
        <source>Keep &amp;all</source>
        <translation>&amp;Alle merken</translation>
    </message>
    <message>
        <source>Keep every plan of the curve under a name</source>
        <translation>Jeden Plan der Kurve unter einem Namen merken</translation>
    </message>
    <message>
        <source>Make c&amp;urrent</source>
        <translation>&amp;Zum aktuellen machen</translation>
    </message>
    <message>
        <source>Use the selected plan at every layer; can be undone</source>
        <translation>Den gewählten Plan in jeder Schicht verwenden; kann rückgängig gemacht werden</translation>
    </message>
    <message>
        <source>Clos&amp;e</source>
        <translation>&amp;Schließen</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>Dieses Fenster schließen</translation>
    </message>
    <message>
        <source>Solving</source>
        <translation>Wird gelöst</translation>
    </message>
    <message>
        <source>No plan was found</source>
        <translation>Kein Plan gefunden</translation>
    </message>
    <message>
        <source>No curve yet</source>
        <translation>Noch keine Kurve</translation>
    </message>
    <message>
        <source>Name a budget and press &quot;Solve&quot;: the plans that no other one beats in size and predicted loss at once appear here, each ready to be kept, used or saved.</source>
        <translation>Nennen Sie ein Budget und drücken Sie „Lösen“: Die Pläne, die kein anderer in Größe und vorhergesagtem Verlust zugleich schlägt, erscheinen hier und können gemerkt, verwendet oder gespeichert werden.</translation>
    </message>
    <message>
        <source>File size (MiB)</source>
        <translation>Dateigröße (MiB)</translation>
    </message>
    <message>
        <source>Average bits a weight</source>
        <translation>Mittlere Bits je Gewicht</translation>
    </message>
    <message>
        <source>%1 of the %2 plans on the front are shown.</source>
        <translation>%1 der %2 Pläne auf der Front werden gezeigt.</translation>
    </message>
    <message>
        <source>It was thinned: not every plan was looked at.</source>
        <translation>Sie wurde ausgedünnt: nicht jeder Plan wurde betrachtet.</translation>
    </message>
    <message>
        <source>The methods of the pool take about the same bits: check further widths to get a curve.</source>
        <translation>Die Verfahren des Pools brauchen etwa gleich viele Bits: Wählen Sie weitere Breiten, um eine Kurve zu erhalten.</translation>
    </message>
    <message>
        <source>Save the curve</source>
        <translation>Kurve speichern</translation>
    </message>
    <message>
        <source>PNG picture (*.png);;SVG drawing (*.svg);;Table (*.csv)</source>
        <translation>PNG-Bild (*.png);;SVG-Zeichnung (*.svg);;Tabelle (*.csv)</translation>
    </message>
</context>
<context>
    <name>calm::ui::CalibrationForm</name>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>Bundled text</source>
        <translation>Mitgelieferter Text</translation>
    </message>
    <message>
        <source>Put &amp;special tokens first</source>
        <translation>&amp;Sondertoken voranstellen</translation>
    </message>
    <message>
        <source>%1 (%2 × %3)</source>
        <translation>%1 (%2 × %3)</translation>
    </message>
    <message>
        <source>%1 sequences of %2 tokens</source>
        <translation>%1 Sequenzen zu %2 Token</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Put the model&apos;s leading special tokens once before the text</source>
        <translation>Die führenden Sondertoken des Modells einmal vor den Text setzen</translation>
    </message>
    <message>
        <source>Put special tokens first</source>
        <translation>Sondertoken voranstellen</translation>
    </message>
    <message>
        <source>Calibration tokens</source>
        <translation>Kalibrierungstoken</translation>
    </message>
    <message>
        <source>&amp;Preset:</source>
        <translation>&amp;Vorlage:</translation>
    </message>
    <message>
        <source>How many tokens: more tokens make steadier scores and longer runs</source>
        <translation>Wie viele Token: mehr Token geben stabilere Werte und längere Läufe</translation>
    </message>
    <message>
        <source>&amp;Text:</source>
        <translation>&amp;Text:</translation>
    </message>
    <message>
        <source>Se&amp;quences:</source>
        <translation>Se&amp;quenzen:</translation>
    </message>
    <message>
        <source>How many windows of the text are drawn</source>
        <translation>Wie viele Fenster des Textes gezogen werden</translation>
    </message>
    <message>
        <source>&amp;Length:</source>
        <translation>&amp;Länge:</translation>
    </message>
    <message>
        <source>Tokens in each sequence</source>
        <translation>Token je Sequenz</translation>
    </message>
    <message>
        <source>S&amp;eed:</source>
        <translation>S&amp;eed:</translation>
    </message>
    <message>
        <source>Chooses which windows of the text are drawn</source>
        <translation>Bestimmt, welche Fenster des Textes gezogen werden</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>As many tokens as the file has</source>
        <translation>So viele Token, wie die Datei enthält</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> Token</translation>
    </message>
</context>
<context>
    <name>calm::ui::CommandRow</name>
    <message>
        <source>Copy as command line</source>
        <translation>Als Befehlszeile kopieren</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Command for %1</source>
        <translation>Befehl für %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the command for %1</source>
        <translation>Den Befehl für %1 kopieren</translation>
    </message>
</context>
<context>
    <name>calm::ui::CurvesChart</name>
    <message>
        <source>Score of each method over the layers</source>
        <translation>Wert jedes Verfahrens über die Schichten</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>in the plan</source>
        <translation>im Plan</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 (stale)</source>
        <translation>%1 (veraltet)</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>calm::ui::CurvesPanel</name>
    <message>
        <source>Methods of the curves</source>
        <translation>Verfahren der Kurven</translation>
    </message>
    <message>
        <source>Space hides or shows the curve of a method.</source>
        <translation>Die Leertaste blendet die Kurve eines Verfahrens aus oder ein.</translation>
    </message>
    <message>
        <source>Tick a method to show its curve; the selected one stands out</source>
        <translation>Verfahren ankreuzen, um seine Kurve zu zeigen; die gewählte tritt hervor</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Show the curves of all methods</source>
        <translation>Die Kurven aller Verfahren zeigen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Hide all curves</source>
        <translation>Alle Kurven ausblenden</translation>
    </message>
    <message>
        <source>Show all curves</source>
        <translation>Alle Kurven zeigen</translation>
    </message>
    <message>
        <source>+</source>
        <translation>+</translation>
    </message>
    <message>
        <source>Zoom in along the layers, around the current one; the wheel does the same</source>
        <translation>Entlang der Schichten um die aktuelle vergrößern; das Mausrad tut dasselbe</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>−</source>
        <translation>−</translation>
    </message>
    <message>
        <source>Zoom out along the layers</source>
        <translation>Entlang der Schichten verkleinern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Show all layers and scores again; a double click in the curves does the same</source>
        <translation>Wieder alle Schichten und Werte zeigen; ein Doppelklick in die Kurven tut dasselbe</translation>
    </message>
    <message>
        <source>Reset the zoom</source>
        <translation>Vergrößerung zurücksetzen</translation>
    </message>
</context>
<context>
    <name>calm::ui::DistributionView</name>
    <message>
        <source>Lo&amp;garithmic counts</source>
        <translation>Lo&amp;garithmische Anzahl</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>Tensor</translation>
    </message>
    <message>
        <source>Weights of a linear, or the values that arrive at its input on the calibration text</source>
        <translation>Gewichte einer linearen Schicht, oder die Werte, die auf dem Kalibrierungstext an ihrem Eingang ankommen</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>Logarithmic counts</source>
        <translation>Logarithmische Anzahl</translation>
    </message>
    <message>
        <source>Shows the few outliers beside the many ordinary values</source>
        <translation>Zeigt die wenigen Ausreißer neben den vielen gewöhnlichen Werten</translation>
    </message>
    <message>
        <source>Moments and outliers</source>
        <translation>Momente und Ausreißer</translation>
    </message>
    <message>
        <source>Kurtosis: 3 for a normal distribution, higher with heavier tails. Skewness: 0 where both sides are alike. Outliers: values further than 6 standard deviations from the mean.</source>
        <translation>Kurtosis: 3 bei einer Normalverteilung, höher bei schwereren Rändern. Schiefe: 0, wo beide Seiten gleich sind. Ausreißer: Werte, die mehr als 6 Standardabweichungen vom Mittel entfernt sind.</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Largest |x|</source>
        <translation>Größtes |x|</translation>
    </message>
    <message>
        <source>Channels with the largest values</source>
        <translation>Kanäle mit den größten Werten</translation>
    </message>
    <message>
        <source>Input channels with the largest magnitude: what smoothing and rotation are for</source>
        <translation>Eingangskanäle mit dem größten Betrag: wofür Glättung und Rotation da sind</translation>
    </message>
    <message>
        <source>Weights of %1</source>
        <translation>Gewichte von %1</translation>
    </message>
    <message>
        <source>Input of %1</source>
        <translation>Eingabe von %1</translation>
    </message>
    <message>
        <source>%1 values from %2 to %3</source>
        <translation>%1 Werte von %2 bis %3</translation>
    </message>
    <message>
        <source>Mean %1, standard deviation %2</source>
        <translation>Mittel %1, Standardabweichung %2</translation>
    </message>
    <message>
        <source>Kurtosis %1, skewness %2</source>
        <translation>Kurtosis %1, Schiefe %2</translation>
    </message>
    <message>
        <source>Outliers beyond 6 deviations: %1</source>
        <translation>Ausreißer jenseits von 6 Abweichungen: %1</translation>
    </message>
    <message>
        <source>%1 in a million</source>
        <translation>%1 von einer Million</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Largest over median magnitude: %1</source>
        <translation>Größter zu mittlerem Betrag (Median): %1</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>Aktivierung</translation>
    </message>
</context>
<context>
    <name>calm::ui::DropOverlay</name>
    <message>
        <source>Drop to open</source>
        <translation>Zum Öffnen ablegen</translation>
    </message>
    <message>
        <source>Drop to open %1</source>
        <translation>Zum Öffnen ablegen: %1</translation>
    </message>
</context>
<context>
    <name>calm::ui::Edit</name>
    <message>
        <source>reorder the pool</source>
        <translation>Pool umordnen</translation>
    </message>
    <message>
        <source>add %1 to the pool</source>
        <translation>%1 in den Pool aufnehmen</translation>
    </message>
    <message numerus="yes">
        <source>add %n methods to the pool</source>
        <translation>
            <numerusform>%n Verfahren in den Pool aufnehmen</numerusform>
            <numerusform>%n Verfahren in den Pool aufnehmen</numerusform>
        </translation>
    </message>
    <message>
        <source>take %1 out of the pool</source>
        <translation>%1 aus dem Pool nehmen</translation>
    </message>
    <message numerus="yes">
        <source>take %n methods out of the pool</source>
        <translation>
            <numerusform>%n Verfahren aus dem Pool nehmen</numerusform>
            <numerusform>%n Verfahren aus dem Pool nehmen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change the pool to %n methods</source>
        <translation>
            <numerusform>Pool auf %n Verfahren ändern</numerusform>
            <numerusform>Pool auf %n Verfahren ändern</numerusform>
        </translation>
    </message>
    <message>
        <source>clear the override of layer %1</source>
        <translation>Vorgabe für Schicht %1 löschen</translation>
    </message>
    <message>
        <source>clear all overrides</source>
        <translation>alle Vorgaben löschen</translation>
    </message>
    <message>
        <source>clear the overrides of %1</source>
        <translation>Vorgaben für %1 löschen</translation>
    </message>
    <message>
        <source>use %1 for layer %2</source>
        <translation>%1 für Schicht %2 verwenden</translation>
    </message>
    <message>
        <source>use %1 for %2</source>
        <translation>%1 für %2 verwenden</translation>
    </message>
    <message numerus="yes">
        <source>change the overrides of %n layers</source>
        <translation>
            <numerusform>Vorgabe für %n Schicht ändern</numerusform>
            <numerusform>Vorgaben für %n Schichten ändern</numerusform>
        </translation>
    </message>
    <message>
        <source>layers %1 to %2</source>
        <translation>Schichten %1 bis %2</translation>
    </message>
    <message numerus="yes">
        <source>%n layers</source>
        <translation>
            <numerusform>%n Schicht</numerusform>
            <numerusform>%n Schichten</numerusform>
        </translation>
    </message>
    <message>
        <source>decide by %1</source>
        <translation>nach %1 entscheiden</translation>
    </message>
    <message>
        <source>change the pool and the overrides</source>
        <translation>Pool und Vorgaben ändern</translation>
    </message>
    <message>
        <source>calibrate on the bundled text</source>
        <translation>mit dem mitgelieferten Text kalibrieren</translation>
    </message>
    <message>
        <source>calibrate on %1</source>
        <translation>mit %1 kalibrieren</translation>
    </message>
    <message>
        <source>calibrate on %1 × %2 tokens</source>
        <translation>mit %1 × %2 Token kalibrieren</translation>
    </message>
    <message>
        <source>calibrate on %1 sequences</source>
        <translation>mit %1 Sequenzen kalibrieren</translation>
    </message>
    <message>
        <source>set the sequences to %1 tokens</source>
        <translation>Sequenzen auf %1 Token setzen</translation>
    </message>
    <message>
        <source>set the calibration&apos;s seed to %1</source>
        <translation>Seed der Kalibrierung auf %1 setzen</translation>
    </message>
    <message>
        <source>put special tokens before the text</source>
        <translation>Sondertoken vor den Text setzen</translation>
    </message>
    <message>
        <source>leave out special tokens</source>
        <translation>Sondertoken weglassen</translation>
    </message>
    <message>
        <source>set weights to %1 bits</source>
        <translation>Gewichte auf %1 Bit setzen</translation>
    </message>
    <message>
        <source>set activations to %1 bits</source>
        <translation>Aktivierungen auf %1 Bit setzen</translation>
    </message>
    <message>
        <source>set the group to %1 channels</source>
        <translation>Gruppe auf %1 Kanäle setzen</translation>
    </message>
    <message>
        <source>store what stays 16 bit as %1</source>
        <translation>16-Bit-Anteile als %1 speichern</translation>
    </message>
    <message>
        <source>keep scales exact in float16</source>
        <translation>Skalen in float16 exakt halten</translation>
    </message>
    <message>
        <source>let scales have the storage&apos;s type</source>
        <translation>Skalen im Speichertyp belassen</translation>
    </message>
    <message>
        <source>measure at %1</source>
        <translation>an %1 messen</translation>
    </message>
    <message>
        <source>compute with %1</source>
        <translation>mit %1 rechnen</translation>
    </message>
    <message>
        <source>set the transform to %1</source>
        <translation>Transformation auf %1 setzen</translation>
    </message>
    <message>
        <source>change the set-up</source>
        <translation>Einrichtung ändern</translation>
    </message>
    <message>
        <source>set one scale per channel</source>
        <translation>eine Skala je Kanal setzen</translation>
    </message>
    <message>
        <source>give weights zero points</source>
        <translation>Gewichte mit Nullpunkten versehen</translation>
    </message>
    <message>
        <source>take weights&apos; zero points away</source>
        <translation>Nullpunkte der Gewichte weglassen</translation>
    </message>
</context>
<context>
    <name>calm::ui::ExportDialog</name>
    <message>
        <source>Export the quantized model</source>
        <translation>Das quantisierte Modell exportieren</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>&amp;Show in folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>Open the folder in the file manager</source>
        <translation>Den Ordner in der Dateiverwaltung öffnen</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>Dieses Fenster schließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy the calm command that writes the same without the window</source>
        <translation>Den calm-Befehl kopieren, der dasselbe ohne Fenster schreibt</translation>
    </message>
    <message>
        <source>compressed-tensors (pack-quantized)</source>
        <translation>compressed-tensors (pack-quantized)</translation>
    </message>
    <message>
        <source>GGUF Q4_0: llama.cpp</source>
        <translation>GGUF Q4_0: llama.cpp</translation>
    </message>
    <message>
        <source>A folder for transformers and vLLM</source>
        <translation>Ein Ordner für transformers und vLLM</translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation>Auswählen...</translation>
    </message>
    <message>
        <source>Choose the folder in which the new folder is made</source>
        <translation>Den Ordner wählen, in dem der neue Ordner angelegt wird</translation>
    </message>
    <message>
        <source>Browse for the target folder</source>
        <translation>Zielordner auswählen</translation>
    </message>
    <message>
        <source>&amp;Replace what is there</source>
        <translation>&amp;Vorhandenes ersetzen</translation>
    </message>
    <message>
        <source>Without it, an existing target is refused. The old one stays until the new one is whole.</source>
        <translation>Sonst wird ein vorhandenes Ziel abgelehnt. Das alte bleibt, bis das neue vollständig ist.</translation>
    </message>
    <message>
        <source>Replace what is there</source>
        <translation>Vorhandenes ersetzen</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speichertyp</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>What prevents the export</source>
        <translation>Was den Export verhindert</translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation>&amp;Format:</translation>
    </message>
    <message>
        <source>What the model is written as</source>
        <translation>In welcher Form das Modell geschrieben wird</translation>
    </message>
    <message>
        <source>&amp;Target:</source>
        <translation>&amp;Ziel:</translation>
    </message>
    <message>
        <source>The new folder</source>
        <translation>Der neue Ordner</translation>
    </message>
    <message>
        <source>Stored as:</source>
        <translation>Gespeichert als:</translation>
    </message>
    <message>
        <source>Size:</source>
        <translation>Größe:</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Files written</source>
        <translation>Geschriebene Dateien</translation>
    </message>
    <message>
        <source>Files written, with their sizes</source>
        <translation>Geschriebene Dateien mit ihrer Größe</translation>
    </message>
    <message>
        <source>Scales, norms and embeddings in the checkpoint&apos;s own type; float16 where that is itself quantized (Storage in Set-up)</source>
        <translation>Skalen, Normen und Embeddings im Typ des Checkpoints; float16, wenn dieser selbst quantisiert ist („Speichertyp“ in der Einrichtung)</translation>
    </message>
    <message>
        <source>Scales, norms and embeddings as %1 (Storage in Set-up)</source>
        <translation>Skalen, Normen und Embeddings als %1 („Speichertyp“ in der Einrichtung)</translation>
    </message>
    <message>
        <source>GGUF Q4_0 (%1)</source>
        <translation>GGUF Q4_0 (%1)</translation>
    </message>
    <message>
        <source>Name the target folder.</source>
        <translation>Den Zielordner angeben.</translation>
    </message>
    <message>
        <source>Give the whole path of the target, starting with /.</source>
        <translation>Den vollständigen Zielpfad angeben, beginnend mit /.</translation>
    </message>
    <message>
        <source>Checking...</source>
        <translation>Wird geprüft...</translation>
    </message>
    <message>
        <source>Where to make the new folder</source>
        <translation>Wo der neue Ordner angelegt wird</translation>
    </message>
    <message>
        <source>%1 on disk, %2 free</source>
        <translation>%1 auf der Platte, %2 frei</translation>
    </message>
    <message>
        <source>Written to %1 (%2).</source>
        <translation>Nach %1 geschrieben (%2).</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Export läuft</translation>
    </message>
    <message>
        <source>Write the model</source>
        <translation>Das Modell schreiben</translation>
    </message>
    <message>
        <source>Being checked</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>Being written</source>
        <translation>Wird geschrieben</translation>
    </message>
    <message>
        <source>See what prevents the export</source>
        <translation>Siehe, was den Export verhindert</translation>
    </message>
    <message>
        <source>llama.cpp</source>
        <translation>llama.cpp</translation>
    </message>
    <message>
        <source>transformers</source>
        <translation>transformers</translation>
    </message>
    <message>
        <source>needs the package compressed-tensors</source>
        <translation>benötigt das Paket compressed-tensors</translation>
    </message>
    <message>
        <source>vLLM</source>
        <translation>vLLM</translation>
    </message>
    <message>
        <source>not run here</source>
        <translation>hier nicht ausgeführt</translation>
    </message>
    <message>
        <source>&amp;Reload and verify</source>
        <translation>Neu laden und &amp;prüfen</translation>
    </message>
    <message>
        <source>Read the export back and compare codes, scales, all other tensors and logits with the plan</source>
        <translation>Den Export zurücklesen und Codes, Skalen, alle übrigen Tensoren und Logits mit dem Plan vergleichen</translation>
    </message>
    <message>
        <source>Reload and verify</source>
        <translation>Neu laden und prüfen</translation>
    </message>
    <message>
        <source>What is written</source>
        <translation>Was geschrieben wird</translation>
    </message>
    <message>
        <source>What will be written, by kind</source>
        <translation>Was geschrieben wird, nach Art</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>Tensoren</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Written:</source>
        <translation>Geschrieben:</translation>
    </message>
    <message>
        <source>Files:</source>
        <translation>Dateien:</translation>
    </message>
    <message>
        <source>Notes:</source>
        <translation>Hinweise:</translation>
    </message>
    <message>
        <source>Verdict of the verification</source>
        <translation>Ergebnis der Prüfung</translation>
    </message>
    <message>
        <source>What was compared</source>
        <translation>Was verglichen wurde</translation>
    </message>
    <message>
        <source>GGUF Q4_1: llama.cpp</source>
        <translation>GGUF Q4_1: llama.cpp</translation>
    </message>
    <message>
        <source>Read back: the export is the plan.</source>
        <translation>Zurückgelesen: der Export entspricht dem Plan.</translation>
    </message>
    <message>
        <source>Read back: the export is NOT the plan. Do not use it; export again.</source>
        <translation>Zurückgelesen: der Export entspricht NICHT dem Plan. Nicht verwenden; erneut exportieren.</translation>
    </message>
    <message>
        <source>The verification was cancelled.</source>
        <translation>Die Prüfung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The export could not be read back.</source>
        <translation>Der Export konnte nicht zurückgelesen werden.</translation>
    </message>
    <message>
        <source>Reading the export back</source>
        <translation>Zurücklesen des Exports</translation>
    </message>
    <message>
        <source>llama.cpp as a server</source>
        <translation>llama.cpp als Server</translation>
    </message>
    <message>
        <source>Codes of the quantized linears</source>
        <translation>Codes der quantisierten linearen Schichten</translation>
    </message>
    <message>
        <source>Scales and zero points</source>
        <translation>Skalen und Nullpunkte</translation>
    </message>
    <message>
        <source>Linears that are not quantized</source>
        <translation>Nicht quantisierte lineare Schichten</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>Embedding</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>Norms, biases and shapes</source>
        <translation>Normen, Bias und Formen</translation>
    </message>
    <message>
        <source>All %1 codes and %2 scales of %3 linears are the plan&apos;s.</source>
        <translation>Alle %1 Codes und %2 Skalen von %3 linearen Schichten entsprechen dem Plan.</translation>
    </message>
    <message>
        <source>Of %1 codes and %2 scales, %3 codes and %4 scales are not the plan&apos;s.</source>
        <translation>Von %1 Codes und %2 Skalen entsprechen %3 Codes und %4 Skalen nicht dem Plan.</translation>
    </message>
    <message>
        <source>The other %1 tensors (embedding, norms and what else is not quantized) are the model&apos;s, bit by bit.</source>
        <translation>Die übrigen %1 Tensoren (Embedding, Normen und was sonst nicht quantisiert wird) sind Bit für Bit die des Modells.</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>Different: %1</source>
        <translation>Abweichend: %1</translation>
    </message>
    <message>
        <source>Its tokenizer makes the same %1 tokens of a text.</source>
        <translation>Sein Tokenizer macht aus einem Text dieselben %1 Token.</translation>
    </message>
    <message>
        <source>Its tokenizer makes other tokens of a text.</source>
        <translation>Sein Tokenizer macht aus einem Text andere Token.</translation>
    </message>
    <message>
        <source>%1 windows of %2 random tokens</source>
        <translation>%1 Fenster zu %2 zufälligen Token</translation>
    </message>
    <message>
        <source>%1 windows of %2 tokens of the bundled evaluation text</source>
        <translation>%1 Fenster zu %2 Token des mitgelieferten Auswertungstexts</translation>
    </message>
    <message>
        <source>Perplexity over %1: %2 as exported, %3 as planned; KL between them %4 nats a token, same top token in %5.</source>
        <translation>Perplexität über %1: %2 im Export, %3 im Plan; KL zwischen beiden %4 nat je Token, gleiches Top-Token bei %5.</translation>
    </message>
    <message>
        <source>Activations were not rounded on either side: llama.cpp rounds them its own way.</source>
        <translation>Aktivierungen wurden auf keiner Seite gerundet: llama.cpp rundet sie auf eigene Art.</translation>
    </message>
</context>
<context>
    <name>calm::ui::Glossary</name>
    <message>
        <source>Activation</source>
        <translation>Aktivierung</translation>
    </message>
    <message>
        <source>activations?</source>
        <translation>Aktivierung(?:en)?</translation>
    </message>
    <message>
        <source>What a layer receives and hands on while the model runs. Here they are rounded to 8 bits, one scale a token.</source>
        <translation>Was eine Schicht im laufenden Modell empfängt und weitergibt. Hier wird es auf 8 Bit gerundet, eine Skala je Token.</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>Arithmetik</translation>
    </message>
    <message>
        <source>arithmetic</source>
        <translation>Arithmetik</translation>
    </message>
    <message>
        <source>What multiplies when scores are taken: the integer kernels that a deployment uses, or float32 on rounded values.</source>
        <translation>Was beim Bewerten multipliziert: die Ganzzahlkerne, die auch im Einsatz laufen, oder float32 auf gerundeten Werten.</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>calibration|calibrate</source>
        <translation>Kalibrierung(?:en)?|kalibrier(?:en|t)|Kalibrierungs\w+</translation>
    </message>
    <message>
        <source>A small text that is run through the model, so that methods see typical activations and layers can be compared.</source>
        <translation>Ein kurzer Text, der durch das Modell läuft, damit Verfahren typische Aktivierungen sehen und Schichten verglichen werden können.</translation>
    </message>
    <message>
        <source>CKA</source>
        <translation>CKA</translation>
    </message>
    <message>
        <source>Linear centred kernel alignment: how alike two layers&apos; outputs are as a whole, 0 to 1. 1 means the same up to rotation and scale.</source>
        <translation>Lineares zentriertes Kernel-Alignment: wie ähnlich die Ausgaben zweier Schichten im Ganzen sind, 0 bis 1. 1 heißt gleich bis auf Drehung und Skalierung.</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>Kosinus|Token-Kosinus</translation>
    </message>
    <message>
        <source>Cosine of the angle between the original&apos;s and the quantized output, averaged over tokens. 1 is identical.</source>
        <translation>Kosinus des Winkels zwischen der Ausgabe des Originals und der quantisierten, über die Token gemittelt. 1 ist identisch.</translation>
    </message>
    <message>
        <source>Decode</source>
        <translation>Decode</translation>
    </message>
    <message>
        <source>decode</source>
        <translation>Decode(?:-\w+)?</translation>
    </message>
    <message>
        <source>Writing token after token: bound by how fast weights are read from memory.</source>
        <translation>Token für Token schreiben: begrenzt davon, wie schnell Gewichte aus dem Speicher gelesen werden.</translation>
    </message>
    <message>
        <source>GGUF</source>
        <translation>GGUF</translation>
    </message>
    <message>
        <source>The one-file model format of llama.cpp.</source>
        <translation>Das Modellformat von llama.cpp in einer Datei.</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>group|groups</source>
        <translation>Gruppen?|Gruppengröße</translation>
    </message>
    <message>
        <source>Input channels that share one weight scale, 128 by default. Smaller groups are more exact and a little larger.</source>
        <translation>Eingangskanäle mit gemeinsamer Gewichtsskala, im Regelfall 128. Kleinere Gruppen sind genauer und etwas größer.</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>KL-Divergenz</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
    <message>
        <source>Kullback-Leibler divergence: how far the quantized model&apos;s next-token probabilities are from the original&apos;s. 0 is identical.</source>
        <translation>Kullback-Leibler-Divergenz: wie weit die Wahrscheinlichkeiten des nächsten Tokens beim quantisierten Modell von denen des Originals abweichen. 0 ist identisch.</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>margin</source>
        <translation>Abstand|Abstände|Abstands</translation>
    </message>
    <message>
        <source>How much better the chosen method scored than the best other one. Near 0 the choice hardly matters.</source>
        <translation>Um wie viel das gewählte Verfahren besser abschnitt als das beste andere. Nahe 0 ist die Wahl fast gleichgültig.</translation>
    </message>
    <message>
        <source>Override</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>overrides?|overridden</source>
        <translation>Vorgaben?|von Hand</translation>
    </message>
    <message>
        <source>A layer whose method you decided yourself; the search leaves it alone.</source>
        <translation>Eine Schicht, deren Verfahren von Hand festgelegt ist; die Suche lässt sie unberührt.</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>Perplexität(?:en)?</translation>
    </message>
    <message>
        <source>How well a model predicts a text: exp of the mean loss a token. Lower is better; compare on the same text only.</source>
        <translation>Wie gut ein Modell einen Text vorhersagt: exp des mittleren Verlusts je Token. Niedriger ist besser; nur auf demselben Text vergleichbar.</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>plan|plans</source>
        <translation>Plan|Plans|Pläne|Plänen</translation>
    </message>
    <message>
        <source>Which method each layer uses: what is benchmarked and exported.</source>
        <translation>Welches Verfahren jede Schicht verwendet: das, was gemessen und exportiert wird.</translation>
    </message>
    <message>
        <source>Pool</source>
        <translation>Pool</translation>
    </message>
    <message>
        <source>pool</source>
        <translation>Pools?|Verfahrenspool</translation>
    </message>
    <message>
        <source>The methods that the search may choose from at every layer.</source>
        <translation>Die Verfahren, aus denen die Suche in jeder Schicht wählen darf.</translation>
    </message>
    <message>
        <source>Prefill</source>
        <translation>Prefill</translation>
    </message>
    <message>
        <source>prefill</source>
        <translation>Prefill(?:-\w+)?</translation>
    </message>
    <message>
        <source>Reading the prompt, many tokens at once: bound by how fast the machine computes.</source>
        <translation>Den Prompt lesen, viele Token auf einmal: begrenzt davon, wie schnell der Rechner rechnet.</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>sessions?</source>
        <translation>Sitzung(?:en)?</translation>
    </message>
    <message>
        <source>A folder with all that was measured and decided for a model: it can be closed and taken up again.</source>
        <translation>Ein Ordner mit allem, was für ein Modell gemessen und entschieden wurde: er kann geschlossen und wieder aufgenommen werden.</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>Signal to quantization noise ratio in decibel: 10 more means a tenth of the error. Higher is better.</source>
        <translation>Verhältnis von Signal zu Quantisierungsrauschen in Dezibel: 10 mehr bedeuten ein Zehntel des Fehlers. Höher ist besser.</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>Veraltet</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>Measured while other choices stood in the layers below, or with other settings. Still shown, but recompute before you trust it.</source>
        <translation>Gemessen, als darunter eine andere Wahl galt, oder mit anderen Einstellungen. Wird noch gezeigt, sollte aber neu berechnet werden, bevor darauf Verlass ist.</translation>
    </message>
    <message>
        <source>W4A8</source>
        <translation>W4A8</translation>
    </message>
    <message>
        <source>W\dA\d+</source>
        <translation>W\dA\d+</translation>
    </message>
    <message>
        <source>Weights of 4 bits, activations of 8 bits: a quarter of the size, multiplied as integers.</source>
        <translation>Gewichte mit 4 Bit, Aktivierungen mit 8 Bit: ein Viertel der Größe, als ganze Zahlen multipliziert.</translation>
    </message>
</context>
<context>
    <name>calm::ui::HeatmapLegend</name>
    <message>
        <source>Outlined: the plan uses this method. Pin: chosen by you. Hatched: stale, measured under other choices below or other options. Crossed: the method cannot be used for this layer.</source>
        <translation>Umrandet: vom Plan verwendet. Nadel: von Hand gewählt. Schraffiert: veraltet, unter anderer Wahl darunter oder anderen Optionen gemessen. Durchgestrichen: Verfahren für diese Schicht nicht anwendbar.</translation>
    </message>
    <message>
        <source>Scale: %1 from %2 to %3</source>
        <translation>Skala: %1 von %2 bis %3</translation>
    </message>
    <message>
        <source>Scale: no scores yet</source>
        <translation>Skala: noch keine Werte</translation>
    </message>
    <message>
        <source>low</source>
        <translation>niedrig</translation>
    </message>
    <message>
        <source>high</source>
        <translation>hoch</translation>
    </message>
    <message>
        <source>in the plan</source>
        <translation>im Plan</translation>
    </message>
    <message>
        <source>chosen by you</source>
        <translation>von Hand gewählt</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>not applicable</source>
        <translation>nicht anwendbar</translation>
    </message>
</context>
<context>
    <name>calm::ui::HeatmapModel</name>
    <message>
        <source>n/a</source>
        <translation>n. a.</translation>
    </message>
    <message>
        <source>Layer %1, %2</source>
        <translation>Schicht %1, %2</translation>
    </message>
    <message>
        <source>Not scored yet</source>
        <translation>Noch nicht bewertet</translation>
    </message>
    <message>
        <source>Not applicable: %1</source>
        <translation>Nicht anwendbar: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>Took %1 s</source>
        <translation>Dauer: %1 s</translation>
    </message>
    <message>
        <source>Stale: measured under other choices or options. Recompute to renew it.</source>
        <translation>Veraltet: unter anderer Wahl oder anderen Optionen gemessen. Neu berechnen, um den Wert zu erneuern.</translation>
    </message>
    <message>
        <source>Chosen by you</source>
        <translation>Von Hand gewählt</translation>
    </message>
    <message>
        <source>Chosen by the search</source>
        <translation>Von der Suche gewählt</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>Layer %1: undecided</source>
        <translation>Schicht %1: offen</translation>
    </message>
    <message>
        <source>Layer %1: %2, stale</source>
        <translation>Schicht %1: %2, veraltet</translation>
    </message>
    <message>
        <source>Layer %1: %2</source>
        <translation>Schicht %1: %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 (%2): scored, but not in the pool now</source>
        <translation>%1 (%2): bewertet, aber derzeit nicht im Pool</translation>
    </message>
</context>
<context>
    <name>calm::ui::HeatmapView</name>
    <message>
        <source>%1: %2 of each method at each layer</source>
        <translation>%1: %2 jedes Verfahrens in jeder Schicht</translation>
    </message>
    <message>
        <source>Heatmap of methods by layers</source>
        <translation>Heatmap: Verfahren über Schichten</translation>
    </message>
    <message>
        <source>One row a method, one column a layer. Enter uses the method for the layer, Delete clears an override, Ctrl+Shift+Left or Right paints the method over further layers.</source>
        <translation>Eine Zeile je Verfahren, eine Spalte je Schicht. Eingabe verwendet das Verfahren für die Schicht, Entf löscht eine Vorgabe, Strg+Umschalt+Links oder Rechts malt das Verfahren über weitere Schichten.</translation>
    </message>
    <message>
        <source>Enter or double-click: use this method for the layer. Delete: clear the override. 1 to 9: the method of that row. Ctrl+Shift+Left or Right: paint it over further layers.</source>
        <translation>Eingabe oder Doppelklick: dieses Verfahren für die Schicht verwenden. Entf: Vorgabe löschen. 1 bis 9: Verfahren dieser Zeile. Strg+Umschalt+Links oder Rechts: über weitere Schichten malen.</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>&amp;Use %1 for layer %2</source>
        <translation>%1 für Schicht %2 &amp;verwenden</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Use %1 for %n layers</source>
        <translation>
            <numerusform>%1 für %n Schicht &amp;verwenden</numerusform>
            <numerusform>%1 für %n Schichten &amp;verwenden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Clear override</source>
        <translation>
            <numerusform>Vorgabe &amp;löschen</numerusform>
            <numerusform>Vorgaben &amp;löschen</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Recompute from layer %1</source>
        <translation>Ab Schicht %1 &amp;neu berechnen</translation>
    </message>
</context>
<context>
    <name>calm::ui::HelpPanel</name>
    <message>
        <source>Words of the field</source>
        <translation>Fachbegriffe</translation>
    </message>
    <message>
        <source>Help topic</source>
        <translation>Hilfethema</translation>
    </message>
    <message>
        <source>What the help is about; F1 chooses the page that you are on</source>
        <translation>Worum es in der Hilfe geht; F1 wählt die aktuelle Seite</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Help on the chosen topic</source>
        <translation>Hilfe zum gewählten Thema</translation>
    </message>
</context>
<context>
    <name>calm::ui::HubDialog</name>
    <message>
        <source>Open a model from the Hub</source>
        <translation>Ein Modell vom Hub öffnen</translation>
    </message>
    <message>
        <source>the one of HF_TOKEN</source>
        <translation>das aus HF_TOKEN</translation>
    </message>
    <message>
        <source>only for gated or private models</source>
        <translation>nur für zugangsbeschränkte oder private Modelle</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Vorhanden</translation>
    </message>
    <message>
        <source>Files of the model</source>
        <translation>Dateien des Modells</translation>
    </message>
    <message>
        <source>The files that are needed, and which of them are in the cache already</source>
        <translation>Die benötigten Dateien, und welche davon schon im Cache liegen</translation>
    </message>
    <message>
        <source>Download size</source>
        <translation>Größe des Downloads</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>&amp;Repository:</source>
        <translation>&amp;Repository:</translation>
    </message>
    <message>
        <source>Owner and name, as in the address of the model&apos;s page</source>
        <translation>Eigentümer und Name, wie in der Adresse der Modellseite</translation>
    </message>
    <message>
        <source>Re&amp;vision:</source>
        <translation>Re&amp;vision:</translation>
    </message>
    <message>
        <source>A branch, a tag or a commit</source>
        <translation>Ein Branch, ein Tag oder ein Commit</translation>
    </message>
    <message>
        <source>&amp;Token:</source>
        <translation>&amp;Token:</translation>
    </message>
    <message>
        <source>Access token. It is used for this request and not stored.</source>
        <translation>Zugriffstoken. Es wird für diese Anfrage verwendet und nicht gespeichert.</translation>
    </message>
    <message>
        <source>&amp;Endpoint:</source>
        <translation>&amp;Endpunkt:</translation>
    </message>
    <message>
        <source>Address of the hub; empty: HF_ENDPOINT, or huggingface.co</source>
        <translation>Adresse des Hubs; leer: HF_ENDPOINT oder huggingface.co</translation>
    </message>
    <message>
        <source>&amp;Look up</source>
        <translation>&amp;Nachschlagen</translation>
    </message>
    <message>
        <source>Look up</source>
        <translation>Nachschlagen</translation>
    </message>
    <message>
        <source>&amp;Download and open</source>
        <translation>&amp;Herunterladen und öffnen</translation>
    </message>
    <message>
        <source>Download and open</source>
        <translation>Herunterladen und öffnen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>Dieses Fenster schließen</translation>
    </message>
    <message>
        <source>Name a repository, such as %1.</source>
        <translation>Ein Repository angeben, etwa %1.</translation>
    </message>
    <message>
        <source>“%1” is not a repository: give owner/name, without the address.</source>
        <translation>„%1“ ist kein Repository: Eigentümer/Name angeben, ohne die Adresse.</translation>
    </message>
    <message>
        <source>A revision has no spaces.</source>
        <translation>Eine Revision enthält keine Leerzeichen.</translation>
    </message>
    <message>
        <source>The endpoint must be an address such as https://huggingface.co.</source>
        <translation>Der Endpunkt muss eine Adresse wie https://huggingface.co sein.</translation>
    </message>
    <message>
        <source>Looking up %1...</source>
        <translation>%1 wird nachgeschlagen...</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>There is no file here that a model needs: config.json, safetensors weights and a tokenizer.</source>
        <translation>Hier ist keine Datei, die ein Modell braucht: config.json, Gewichte als safetensors und ein Tokenizer.</translation>
    </message>
    <message>
        <source>%1, all of it here already. Commit %2.</source>
        <translation>%1, alles schon vorhanden. Commit %2.</translation>
    </message>
    <message>
        <source>%1, %2 to download. Commit %3.</source>
        <translation>%1, davon %2 herunterzuladen. Commit %3.</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>What is downloaded is kept: it goes on from there.</source>
        <translation>Bereits Heruntergeladenes bleibt erhalten: es geht von dort weiter.</translation>
    </message>
    <message>
        <source>Cancelled. %1</source>
        <translation>Abgebrochen. %1</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>Download läuft</translation>
    </message>
    <message>
        <source>See the files and their size; nothing is downloaded</source>
        <translation>Dateien und Größe ansehen; nichts wird heruntergeladen</translation>
    </message>
    <message>
        <source>Download what is missing and open the model</source>
        <translation>Fehlendes herunterladen und das Modell öffnen</translation>
    </message>
    <message>
        <source>Look the model up first</source>
        <translation>Zuerst das Modell nachschlagen</translation>
    </message>
    <message>
        <source>&quot;Look up&quot; lists the model&apos;s files with their sizes; nothing is downloaded before you have seen them. A download that was interrupted goes on where it stopped.</source>
        <translation>„Nachschlagen“ zeigt die Dateien des Modells mit ihren Größen; vorher wird nichts heruntergeladen. Ein unterbrochener Download geht dort weiter, wo er aufhörte.</translation>
    </message>
</context>
<context>
    <name>calm::ui::JobRunner</name>
    <message>
        <source>Out of memory. Use fewer or shorter calibration sequences, or close other programs.</source>
        <translation>Nicht genug Speicher. Weniger oder kürzere Kalibrierungssequenzen verwenden oder andere Programme schließen.</translation>
    </message>
    <message>
        <source>An unknown error stopped the job.</source>
        <translation>Ein unbekannter Fehler hat den Vorgang beendet.</translation>
    </message>
</context>
<context>
    <name>calm::ui::Language</name>
    <message>
        <source>System (%1)</source>
        <translation>System (%1)</translation>
    </message>
</context>
<context>
    <name>calm::ui::LayerDock</name>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>The selected layer: the heatmap, the plan and this dock follow each other</source>
        <translation>Die gewählte Schicht: Heatmap, Plan und dieser Bereich folgen einander</translation>
    </message>
    <message>
        <source>La&amp;yer</source>
        <translation>S&amp;chicht</translation>
    </message>
    <message>
        <source>Ranking</source>
        <translation>Rangfolge</translation>
    </message>
    <message>
        <source>Histograms, tails and outlier channels of the weights, and of what arrives at each linear on the calibration text.</source>
        <translation>Histogramme, Ränder und Ausreißerkanäle der Gewichte und dessen, was auf dem Kalibrierungstext an jeder linearen Schicht ankommt.</translation>
    </message>
    <message>
        <source>&amp;Compute distributions</source>
        <translation>Verteilungen be&amp;rechnen</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>How far each quantized linear&apos;s weights are from the original&apos;s. Needs a plan with a method for every layer.</source>
        <translation>Wie weit die Gewichte jeder quantisierten linearen Schicht von denen des Originals abweichen. Braucht einen Plan mit einem Verfahren für jede Schicht.</translation>
    </message>
    <message>
        <source>&amp;Compute weight errors</source>
        <translation>Gewichtsfehler be&amp;rechnen</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>The matrix that would best turn the quantized layer&apos;s output back into the original&apos;s, and what it could repair. Needs a plan with a method for every layer.</source>
        <translation>Die Matrix, die die Ausgabe der quantisierten Schicht am besten in die des Originals zurückführt, und was sie beheben könnte. Braucht einen Plan mit einem Verfahren für jede Schicht.</translation>
    </message>
    <message>
        <source>&amp;Compute restoration</source>
        <translation>Wiederherstellung be&amp;rechnen</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparatur</translation>
    </message>
    <message>
        <source>All methods at this layer, best first</source>
        <translation>Alle Verfahren in dieser Schicht, das beste zuerst</translation>
    </message>
    <message>
        <source>Distributions of the weights and activations of this layer</source>
        <translation>Verteilungen der Gewichte und Aktivierungen dieser Schicht</translation>
    </message>
    <message>
        <source>Error of each quantized linear</source>
        <translation>Fehler jeder quantisierten linearen Schicht</translation>
    </message>
    <message>
        <source>Restoration matrix: what a linear map could repair at this layer</source>
        <translation>Wiederherstellungsmatrix: was eine lineare Abbildung an dieser Schicht reparieren könnte</translation>
    </message>
    <message>
        <source>Computed for an earlier plan or other calibration.</source>
        <translation>Für einen früheren Plan oder eine andere Kalibrierung berechnet.</translation>
    </message>
    <message>
        <source>Compute &amp;again</source>
        <translation>&amp;Erneut berechnen</translation>
    </message>
    <message>
        <source>of 0 to %1</source>
        <translation>von 0 bis %1</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>Zuerst ein Modell öffnen.</translation>
    </message>
    <message>
        <source>This model is quantized already: open the original</source>
        <translation>Dieses Modell ist schon quantisiert: das Original öffnen</translation>
    </message>
    <message>
        <source>The plan has layers without a method: analyse first</source>
        <translation>Der Plan hat Schichten ohne Verfahren: zuerst analysieren</translation>
    </message>
    <message>
        <source>Another job is running: wait for it or cancel it.</source>
        <translation>Es läuft bereits ein Vorgang: abwarten oder abbrechen.</translation>
    </message>
    <message>
        <source>Runs the calibration text through the model; kept with the session</source>
        <translation>Schickt den Kalibrierungstext durch das Modell; bleibt in der Sitzung erhalten</translation>
    </message>
</context>
<context>
    <name>calm::ui::LayerRanking</name>
    <message>
        <source>%1, chosen by its score</source>
        <translation>%1, durch seinen Wert gewählt</translation>
    </message>
    <message>
        <source>%1, chosen by you</source>
        <translation>%1, von Hand gewählt</translation>
    </message>
    <message>
        <source>No method yet</source>
        <translation>Noch kein Verfahren</translation>
    </message>
    <message>
        <source>%1; scores below are stale</source>
        <translation>%1; Werte unten sind veraltet</translation>
    </message>
    <message>
        <source>Method of the layer</source>
        <translation>Verfahren der Schicht</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>Kandidaten</translation>
    </message>
    <message>
        <source>Methods by the score that decides, best first. Margin: how far behind the winner; of the winner, how far ahead of the second.</source>
        <translation>Verfahren nach dem entscheidenden Wert, das beste zuerst. Abstand: Rückstand auf den Sieger; beim Sieger der Vorsprung vor dem zweiten.</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>not applicable</source>
        <translation>nicht anwendbar</translation>
    </message>
    <message>
        <source>Stale: measured under other choices below, or other options</source>
        <translation>Veraltet: unter anderer Wahl darunter oder anderen Optionen gemessen</translation>
    </message>
</context>
<context>
    <name>calm::ui::LogModel</name>
    <message>
        <source>Debug</source>
        <translation>Debug</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
</context>
<context>
    <name>calm::ui::LogPanel</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the selected messages, or all that are shown</source>
        <translation>Die gewählten oder alle gezeigten Meldungen kopieren</translation>
    </message>
    <message>
        <source>Save...</source>
        <translation>Speichern...</translation>
    </message>
    <message>
        <source>Save the messages that are shown to a text file</source>
        <translation>Die gezeigten Meldungen in eine Textdatei speichern</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Remove all messages from this list</source>
        <translation>Alle Meldungen aus dieser Liste entfernen</translation>
    </message>
    <message>
        <source>&amp;Level:</source>
        <translation>S&amp;tufe:</translation>
    </message>
    <message>
        <source>Show messages of this level and above</source>
        <translation>Meldungen dieser Stufe und darüber zeigen</translation>
    </message>
    <message>
        <source>Lowest level shown</source>
        <translation>Niedrigste gezeigte Stufe</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Show only messages that contain this text</source>
        <translation>Nur Meldungen zeigen, die diesen Text enthalten</translation>
    </message>
    <message>
        <source>Filter messages</source>
        <translation>Meldungen filtern</translation>
    </message>
    <message>
        <source>Log messages</source>
        <translation>Protokollmeldungen</translation>
    </message>
    <message>
        <source>Messages, the newest at the bottom</source>
        <translation>Meldungen, die neueste unten</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>The log could not be written to %1: %2</source>
        <translation>Das Protokoll konnte nicht nach %1 geschrieben werden: %2</translation>
    </message>
    <message>
        <source>Save the log</source>
        <translation>Protokoll speichern</translation>
    </message>
    <message>
        <source>Text files (*.log *.txt);;All files (*)</source>
        <translation>Textdateien (*.log *.txt);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>calm::ui::MainWindow</name>
    <message>
        <source>Sensitivity</source>
        <translation>Empfindlichkeit</translation>
    </message>
    <message>
        <source>&amp;Sensitivity</source>
        <translation>&amp;Empfindlichkeit</translation>
    </message>
    <message>
        <source>Scores of every method at every layer</source>
        <translation>Werte jedes Verfahrens in jeder Schicht</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>&amp;Plan</source>
        <translation>&amp;Plan</translation>
    </message>
    <message>
        <source>Which method each layer uses</source>
        <translation>Welches Verfahren jede Schicht verwendet</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Benchmark</translation>
    </message>
    <message>
        <source>&amp;Benchmark</source>
        <translation>&amp;Benchmark</translation>
    </message>
    <message>
        <source>Perplexity and speed of the original, of uniform methods and of the plan</source>
        <translation>Perplexität und Geschwindigkeit des Originals, einheitlicher Verfahren und des Plans</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>S&amp;imilarity</source>
        <translation>Ähn&amp;lichkeit</translation>
    </message>
    <message>
        <source>How alike the layers of a model are</source>
        <translation>Wie ähnlich die Schichten eines Modells einander sind</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Tr&amp;y it</source>
        <translation>A&amp;usprobieren</translation>
    </message>
    <message>
        <source>One prompt, two variants side by side</source>
        <translation>Ein Prompt, zwei Varianten nebeneinander</translation>
    </message>
    <message>
        <source>The similarity was not saved.</source>
        <translation>Die Ähnlichkeit wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>Protokoll zeigen</translation>
    </message>
    <message>
        <source>CALM Workbench</source>
        <translation>CALM Workbench</translation>
    </message>
    <message>
        <source>Stop and quit?</source>
        <translation>Anhalten und beenden?</translation>
    </message>
    <message>
        <source>%1 is still running. What is done so far is kept; the rest is stopped.</source>
        <translation>%1 läuft noch. Bisher Erledigtes bleibt erhalten; der Rest wird abgebrochen.</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>Anhalten und beenden</translation>
    </message>
    <message>
        <source>Stopping and saving …</source>
        <translation>Wird angehalten und gespeichert …</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Open &amp;model folder…</source>
        <translation>&amp;Modellordner öffnen…</translation>
    </message>
    <message>
        <source>Open a Hugging Face folder, or one that was exported here</source>
        <translation>Einen Hugging-Face-Ordner oder einen hier exportierten öffnen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Safetensors with config.json, or what was exported here</source>
        <translation>Safetensors mit config.json, oder was hier exportiert wurde</translation>
    </message>
    <message>
        <source>Open model folder</source>
        <translation>Modellordner öffnen</translation>
    </message>
    <message>
        <source>Open &amp;GGUF…</source>
        <translation>&amp;GGUF öffnen…</translation>
    </message>
    <message>
        <source>Open a GGUF file</source>
        <translation>Eine GGUF-Datei öffnen</translation>
    </message>
    <message>
        <source>A model in the one-file format of llama.cpp</source>
        <translation>Ein Modell im Ein-Datei-Format von llama.cpp</translation>
    </message>
    <message>
        <source>Open GGUF file</source>
        <translation>GGUF-Datei öffnen</translation>
    </message>
    <message>
        <source>GGUF models (*.gguf);;All files (*)</source>
        <translation>GGUF-Modelle (*.gguf);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open from &amp;Hub…</source>
        <translation>Vom &amp;Hub öffnen…</translation>
    </message>
    <message>
        <source>Download a model from the Hugging Face Hub and open it</source>
        <translation>Ein Modell vom Hugging Face Hub herunterladen und öffnen</translation>
    </message>
    <message>
        <source>Download from the Hugging Face Hub; files and size are shown first</source>
        <translation>Vom Hugging Face Hub herunterladen; Dateien und Größe werden vorher gezeigt</translation>
    </message>
    <message>
        <source>&amp;Try the sample model</source>
        <translation>&amp;Beispielmodell ausprobieren</translation>
    </message>
    <message>
        <source>SmolLM2-135M-Instruct: small, analysed in minutes</source>
        <translation>SmolLM2-135M-Instruct: klein, in Minuten analysiert</translation>
    </message>
    <message>
        <source>Open sess&amp;ion…</source>
        <translation>S&amp;itzung öffnen…</translation>
    </message>
    <message>
        <source>Go on with a saved session</source>
        <translation>Eine gespeicherte Sitzung fortsetzen</translation>
    </message>
    <message>
        <source>Go on where you left: scores, plan and benchmarks are kept</source>
        <translation>An alter Stelle weitermachen: Werte, Plan und Benchmarks bleiben erhalten</translation>
    </message>
    <message>
        <source>Open session folder</source>
        <translation>Sitzungsordner öffnen</translation>
    </message>
    <message>
        <source>&amp;Save session</source>
        <translation>Sitzung &amp;speichern</translation>
    </message>
    <message>
        <source>Save the session now; it is also saved after each edit</source>
        <translation>Die Sitzung jetzt speichern; auch nach jeder Änderung wird gespeichert</translation>
    </message>
    <message>
        <source>Save session &amp;as…</source>
        <translation>Sitzung speichern &amp;unter…</translation>
    </message>
    <message>
        <source>Save the session in another folder</source>
        <translation>Die Sitzung in einem anderen Ordner speichern</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Write the quantized model</source>
        <translation>Das quantisierte Modell schreiben</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Save re&amp;port…</source>
        <translation>Be&amp;richt speichern…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Bee&amp;nden</translation>
    </message>
    <message>
        <source>Save and quit</source>
        <translation>Speichern und beenden</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Take back the last edit of plan, pool or set-up</source>
        <translation>Die letzte Änderung an Plan, Pool oder Einrichtung zurücknehmen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Make the edit again that was taken back</source>
        <translation>Die zurückgenommene Änderung wiederholen</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Clear all overrides</source>
        <translation>Alle &amp;Vorgaben löschen</translation>
    </message>
    <message>
        <source>Let the search decide every layer again</source>
        <translation>Die Suche wieder über jede Schicht entscheiden lassen</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>Threads, device, limits, theme, language and defaults</source>
        <translation>Threads, Gerät, Grenzen, Farbschema, Sprache und Vorgabewerte</translation>
    </message>
    <message>
        <source>&amp;Analyse</source>
        <translation>Anal&amp;ysieren</translation>
    </message>
    <message>
        <source>Score every method of the pool at every layer</source>
        <translation>Jedes Verfahren des Pools in jeder Schicht bewerten</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>Pause the running job, or go on</source>
        <translation>Den laufenden Vorgang anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>Abbre&amp;chen</translation>
    </message>
    <message>
        <source>Stop the running job; what is done is kept</source>
        <translation>Den laufenden Vorgang abbrechen; Erledigtes bleibt erhalten</translation>
    </message>
    <message>
        <source>&amp;Recompute from the stale layer</source>
        <translation>Ab der veralteten Schicht &amp;neu berechnen</translation>
    </message>
    <message>
        <source>Score again from the first stale layer on</source>
        <translation>Ab der ersten veralteten Schicht neu bewerten</translation>
    </message>
    <message>
        <source>Recompute</source>
        <translation>Neu berechnen</translation>
    </message>
    <message>
        <source>Compare perplexity and speed of the original and the plan</source>
        <translation>Perplexität und Geschwindigkeit von Original und Plan vergleichen</translation>
    </message>
    <message>
        <source>&amp;Analysis</source>
        <translation>&amp;Analyse</translation>
    </message>
    <message>
        <source>Copy the calm command that runs this analysis without the window</source>
        <translation>Den calm-Befehl kopieren, der diese Analyse ohne Fenster ausführt</translation>
    </message>
    <message>
        <source>Copy the calm command that scores the stale layers again</source>
        <translation>Den calm-Befehl kopieren, der die veralteten Schichten neu bewertet</translation>
    </message>
    <message>
        <source>Copy the calm command that measures what is checked on the Benchmark page</source>
        <translation>Den calm-Befehl kopieren, der das auf der Benchmark-Seite Angekreuzte misst</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>Copy the calm command that writes the plan&apos;s model, as the export dialog would by itself</source>
        <translation>Den calm-Befehl kopieren, der das Modell des Plans so schreibt, wie es der Exportdialog von sich aus täte</translation>
    </message>
    <message>
        <source>Re&amp;port</source>
        <translation>Be&amp;richt</translation>
    </message>
    <message>
        <source>Copy the calm command that writes the report</source>
        <translation>Den calm-Befehl kopieren, der den Bericht schreibt</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>Anordnung &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>Put docks and splitters back</source>
        <translation>Bereiche und Teiler an ihren Platz zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Help on this page</source>
        <translation>&amp;Hilfe zu dieser Seite</translation>
    </message>
    <message>
        <source>What this page is for, and how it is used</source>
        <translation>Wozu diese Seite dient und wie sie benutzt wird</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>All keyboard shortcuts</source>
        <translation>Alle Tastenkürzel</translation>
    </message>
    <message>
        <source>Heatmap</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>Use the method for the selected layers</source>
        <translation>Das Verfahren für die gewählten Schichten verwenden</translation>
    </message>
    <message>
        <source>Enter, Space</source>
        <translation>Eingabe, Leertaste</translation>
    </message>
    <message>
        <source>Use the method of that row</source>
        <translation>Das Verfahren dieser Zeile verwenden</translation>
    </message>
    <message>
        <source>1 … 9</source>
        <translation>1 … 9</translation>
    </message>
    <message>
        <source>Clear the override</source>
        <translation>Die Vorgabe löschen</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Select several layers</source>
        <translation>Mehrere Schichten wählen</translation>
    </message>
    <message>
        <source>Shift+Arrow</source>
        <translation>Umschalt+Pfeil</translation>
    </message>
    <message>
        <source>Paint the method over further layers</source>
        <translation>Das Verfahren über weitere Schichten malen</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Left, Ctrl+Shift+Right</source>
        <translation>Strg+Umschalt+Links, Strg+Umschalt+Rechts</translation>
    </message>
    <message>
        <source>Paint by dragging, on or off</source>
        <translation>Malen durch Ziehen ein- oder ausschalten</translation>
    </message>
    <message>
        <source>P</source>
        <translation>P</translation>
    </message>
    <message>
        <source>Widen or narrow the columns</source>
        <translation>Spalten verbreitern oder verschmälern</translation>
    </message>
    <message>
        <source>Ctrl+Wheel</source>
        <translation>Strg+Mausrad</translation>
    </message>
    <message>
        <source>Copy the selected scores</source>
        <translation>Die gewählten Werte kopieren</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation>Strg+C</translation>
    </message>
    <message>
        <source>Choose another method</source>
        <translation>Ein anderes Verfahren wählen</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>Kept plans</source>
        <translation>Gemerkte Pläne</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Make the plan current</source>
        <translation>Zum aktuellen Plan machen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Zoom in, zoom out, show all</source>
        <translation>Vergrößern, verkleinern, alles zeigen</translation>
    </message>
    <message>
        <source>+, −, 0</source>
        <translation>+, −, 0</translation>
    </message>
    <message>
        <source>Move the view</source>
        <translation>Die Ansicht verschieben</translation>
    </message>
    <message>
        <source>Generate with both variants</source>
        <translation>Mit beiden Varianten erzeugen</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>Message bar</source>
        <translation>Meldungsleiste</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Die Meldung schließen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>&amp;About CALM Workbench</source>
        <translation>Ü&amp;ber CALM Workbench</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>Version und Lizenz</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Figures and tables</source>
        <translation>Abbildungen und &amp;Tabellen</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>A&amp;usführen</translation>
    </message>
    <message>
        <source>Copy as command &amp;line</source>
        <translation>Als Befehls&amp;zeile kopieren</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Colour theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Main tool bar</source>
        <translation>Hauptsymbolleiste</translation>
    </message>
    <message>
        <source>Tool b&amp;ar</source>
        <translation>&amp;Symbolleiste</translation>
    </message>
    <message>
        <source>The results could not be saved.</source>
        <translation>Die Ergebnisse konnten nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Checking the export</source>
        <translation>Prüfung des Exports</translation>
    </message>
    <message>
        <source>Exporting %1</source>
        <translation>Export von %1</translation>
    </message>
    <message>
        <source>The model was exported to %1.</source>
        <translation>Das Modell wurde nach %1 exportiert.</translation>
    </message>
    <message>
        <source>The export failed.</source>
        <translation>Der Export ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Webseite (*.html)</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>Schreiben des Berichts</translation>
    </message>
    <message>
        <source>The report was saved as %1.</source>
        <translation>Der Bericht wurde als %1 gespeichert.</translation>
    </message>
    <message>
        <source>The report could not be saved.</source>
        <translation>Der Bericht konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>No program was found here that opens %1.</source>
        <translation>Es wurde kein Programm gefunden, das %1 öffnet.</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Looking up %1</source>
        <translation>Nachschlagen von %1</translation>
    </message>
    <message>
        <source>Downloading %1</source>
        <translation>Download von %1</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>Einrichtung</translation>
    </message>
    <message>
        <source>Set-&amp;up</source>
        <translation>Ei&amp;nrichtung</translation>
    </message>
    <message>
        <source>Pool, calibration and quantization of an analysis</source>
        <translation>Pool, Kalibrierung und Quantisierung einer Analyse</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>What the open model is</source>
        <translation>Was das geöffnete Modell ist</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Lay&amp;er</source>
        <translation>S&amp;chicht</translation>
    </message>
    <message>
        <source>Candidates, distributions and repair of the selected layer</source>
        <translation>Kandidaten, Verteilungen und Behebung der gewählten Schicht</translation>
    </message>
    <message>
        <source>As opened</source>
        <translation>Wie geöffnet</translation>
    </message>
    <message>
        <source>History of edits</source>
        <translation>Verlauf der Änderungen</translation>
    </message>
    <message>
        <source>Every edit of plan, pool and set-up; choose one to go back to it</source>
        <translation>Jede Änderung an Plan, Pool und Einrichtung; eine wählen, um zu ihr zurückzukehren</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Hist&amp;ory</source>
        <translation>&amp;Verlauf</translation>
    </message>
    <message>
        <source>Every edit of plan, pool and set-up, to go back to</source>
        <translation>Jede Änderung an Plan, Pool und Einrichtung, zum Zurückkehren</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Help on the page that you are on</source>
        <translation>Hilfe zur aktuellen Seite</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>P&amp;rotokoll</translation>
    </message>
    <message>
        <source>What happened, with details</source>
        <translation>Was geschehen ist, mit Einzelheiten</translation>
    </message>
    <message>
        <source>The log could not be saved.</source>
        <translation>Das Protokoll konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>S&amp;tart</source>
        <translation>S&amp;tart</translation>
    </message>
    <message>
        <source>Open a model or a session</source>
        <translation>Ein Modell oder eine Sitzung öffnen</translation>
    </message>
    <message>
        <source>The sample model is not here.</source>
        <translation>Das Beispielmodell ist nicht vorhanden.</translation>
    </message>
    <message>
        <source>It was looked for at %1, where packaging/setup.sh puts it. It can also come from the Hub (%2).</source>
        <translation>Gesucht wurde unter %1, wohin packaging/setup.sh es legt. Es kann auch vom Hub kommen (%2).</translation>
    </message>
    <message>
        <source>Open from Hub…</source>
        <translation>Vom Hub öffnen…</translation>
    </message>
    <message>
        <source>The workbench was not closed properly. %1 was open.</source>
        <translation>Die Workbench wurde nicht ordnungsgemäß geschlossen. %1 war geöffnet.</translation>
    </message>
    <message>
        <source>What was saved or scored until then is there.</source>
        <translation>Was bis dahin gespeichert oder bewertet wurde, ist vorhanden.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>use the recipe %1</source>
        <translation>Rezept %1 verwenden</translation>
    </message>
    <message>
        <source>Copied as a command line:</source>
        <translation>Als Befehlszeile kopiert:</translation>
    </message>
    <message>
        <source>%1: done in %2</source>
        <translation>%1: fertig nach %2</translation>
    </message>
    <message>
        <source>%1: stopped after %2</source>
        <translation>%1: abgebrochen nach %2</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>%1: done</source>
        <translation>%1: fertig</translation>
    </message>
    <message>
        <source>%1: stopped</source>
        <translation>%1: abgebrochen</translation>
    </message>
    <message>
        <source>%1: failed</source>
        <translation>%1: fehlgeschlagen</translation>
    </message>
    <message>
        <source>Save the session in this folder</source>
        <translation>Die Sitzung in diesem Ordner speichern</translation>
    </message>
    <message>
        <source>Write model, scores, plan and benchmarks as one HTML page or as PDF</source>
        <translation>Modell, Werte, Plan und Benchmarks als eine HTML-Seite oder als PDF schreiben</translation>
    </message>
    <message>
        <source>Save report as P&amp;DF…</source>
        <translation>Bericht als P&amp;DF speichern…</translation>
    </message>
    <message>
        <source>Write the same report as a PDF for paper</source>
        <translation>Denselben Bericht als PDF für Papier schreiben</translation>
    </message>
    <message>
        <source>Plots and tables of the &amp;report…</source>
        <translation>Dia&amp;gramme und Tabellen des Berichts…</translation>
    </message>
    <message>
        <source>Look at every plot and table of the report, copy or save it</source>
        <translation>Jedes Diagramm und jede Tabelle des Berichts ansehen, kopieren oder speichern</translation>
    </message>
    <message>
        <source>Save &amp;every plot and table…</source>
        <translation>&amp;Alle Diagramme und Tabellen speichern…</translation>
    </message>
    <message>
        <source>Save all plots as SVG and PNG and all tables as CSV and JSON in one folder</source>
        <translation>Alle Diagramme als SVG und PNG und alle Tabellen als CSV und JSON in einem Ordner speichern</translation>
    </message>
    <message>
        <source>Reading %1 back</source>
        <translation>Zurücklesen von %1</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Save every plot and table in this folder</source>
        <translation>Alle Diagramme und Tabellen in diesem Ordner speichern</translation>
    </message>
    <message>
        <source>Writing plots and tables</source>
        <translation>Schreiben der Diagramme und Tabellen</translation>
    </message>
    <message>
        <source>Every plot and table was saved in %1.</source>
        <translation>Alle Diagramme und Tabellen wurden in %1 gespeichert.</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>Als %1 gespeichert.</translation>
    </message>
    <message>
        <source>The file could not be saved.</source>
        <translation>Die Datei konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Reading the report</source>
        <translation>Lesen des Berichts</translation>
    </message>
    <message>
        <source>Bud&amp;get…</source>
        <translation>Bud&amp;get…</translation>
    </message>
    <message>
        <source>Find the best plans for an average of bits or a file size</source>
        <translation>Die besten Pläne für mittlere Bits oder eine Dateigröße finden</translation>
    </message>
    <message>
        <source>These plans are kept already.</source>
        <translation>Diese Pläne sind schon gemerkt.</translation>
    </message>
    <message>
        <source>Kept as &quot;%1&quot;: it is on the Plan page now.</source>
        <translation>Gemerkt als „%1“: steht jetzt auf der Seite Plan.</translation>
    </message>
    <message numerus="yes">
        <source>%n plans were kept: they are on the Plan page now.</source>
        <translation>
            <numerusform>%n Plan wurde gemerkt: steht jetzt auf der Seite Plan.</numerusform>
            <numerusform>%n Pläne wurden gemerkt: sie stehen jetzt auf der Seite Plan.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is the current plan now; undo takes it back.</source>
        <translation>Dies ist jetzt der aktuelle Plan; Rückgängig nimmt es zurück.</translation>
    </message>
    <message>
        <source>Re&amp;fine plan…</source>
        <translation>Plan ver&amp;feinern…</translation>
    </message>
    <message>
        <source>Try other methods layer by layer on the whole model, and keep what brings it closer to the original</source>
        <translation>Am ganzen Modell Schicht für Schicht andere Verfahren probieren und behalten, was es dem Original näherbringt</translation>
    </message>
    <message>
        <source>Recipe %1</source>
        <translation>Rezept %1</translation>
    </message>
    <message>
        <source>Pool %1</source>
        <translation>Pool %1</translation>
    </message>
    <message>
        <source>Save session as…</source>
        <translation>Sitzung speichern unter …</translation>
    </message>
</context>
<context>
    <name>calm::ui::MessageBar</name>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Show or hide what is known about this message</source>
        <translation>Zeigen oder verbergen, was zu dieser Meldung bekannt ist</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation>Einzelheiten der Meldung</translation>
    </message>
    <message>
        <source>What is known about this message</source>
        <translation>Was zu dieser Meldung bekannt ist</translation>
    </message>
    <message>
        <source>Error: %1</source>
        <translation>Fehler: %1</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>Warnung: %1</translation>
    </message>
</context>
<context>
    <name>calm::ui::MethodDelegate</name>
    <message>
        <source>Method of the layer</source>
        <translation>Verfahren der Schicht</translation>
    </message>
    <message>
        <source>As the search decides</source>
        <translation>Wie die Suche entscheidet</translation>
    </message>
</context>
<context>
    <name>calm::ui::ModelDock</name>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>No model is open.
Open a model folder or a GGUF file, or drop one here.</source>
        <translation>Kein Modell geöffnet.
Einen Modellordner oder eine GGUF-Datei öffnen oder hier ablegen.</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bit</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Outputs × inputs</source>
        <translation>Ausgänge × Eingänge</translation>
    </message>
    <message>
        <source>Type of the weights in the file</source>
        <translation>Typ der Gewichte in der Datei</translation>
    </message>
    <message>
        <source>Bits of weights and of activations once quantized: W4A8 is 4 and 8</source>
        <translation>Bit der Gewichte und Aktivierungen nach der Quantisierung: W4A8 ist 4 und 8</translation>
    </message>
    <message>
        <source>Input channels that share one weight scale</source>
        <translation>Eingangskanäle mit gemeinsamer Gewichtsskala</translation>
    </message>
    <message>
        <source>The method that the plan gives this layer</source>
        <translation>Das Verfahren, das der Plan dieser Schicht gibt</translation>
    </message>
    <message>
        <source>Layers of the model</source>
        <translation>Schichten des Modells</translation>
    </message>
    <message>
        <source>Decoder layers and their linear layers</source>
        <translation>Decoderschichten und ihre linearen Schichten</translation>
    </message>
    <message>
        <source>Note on groups</source>
        <translation>Hinweis zu den Gruppen</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Copy the facts and the list of layers</source>
        <translation>Die Angaben und die Liste der Schichten kopieren</translation>
    </message>
    <message>
        <source>Copy the model&apos;s description</source>
        <translation>Beschreibung des Modells kopieren</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>%1, quantized by this program</source>
        <translation>%1, von diesem Programm quantisiert</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Architektur</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Hidden / FFN width</source>
        <translation>Hidden- / FFN-Breite</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>Köpfe</translation>
    </message>
    <message>
        <source>%1 × %3, keys and values %2 × %3</source>
        <translation>%1 × %3, Keys und Values %2 × %3</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vokabular</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Rotary embedding</source>
        <translation>Rotary Embedding</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>Embeddings</translation>
    </message>
    <message>
        <source>shared with the output head</source>
        <translation>mit dem Ausgabekopf geteilt</translation>
    </message>
    <message>
        <source>separate output head</source>
        <translation>eigener Ausgabekopf</translation>
    </message>
    <message>
        <source>Stored as</source>
        <translation>Gespeichert als</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>Dateigröße</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>Quantized size</source>
        <translation>Quantisierte Größe</translation>
    </message>
    <message>
        <source>about %1, %2 of 16 bit</source>
        <translation>etwa %1, %2 von 16 Bit</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>etwa %1</translation>
    </message>
    <message>
        <source>Analysis needs</source>
        <translation>Analyse braucht</translation>
    </message>
    <message>
        <source>%1 of memory: too much, %2 are free here</source>
        <translation>%1 Speicher: zu viel, hier sind %2 frei</translation>
    </message>
    <message>
        <source>%1 of memory; %2 are free here</source>
        <translation>%1 Speicher; hier sind %2 frei</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>16</source>
        <translation>16</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>Stays 16 bit: no group of 32 or more divides its %1 inputs</source>
        <translation>Bleibt bei 16 Bit: keine Gruppe ab 32 teilt die %1 Eingänge</translation>
    </message>
    <message>
        <source>Group %1 instead of %2, which does not divide its %3 inputs</source>
        <translation>Gruppe %1 statt %2, das die %3 Eingänge nicht teilt</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Smaller group than %1: %2</source>
        <translation>Kleinere Gruppe als %1: %2</translation>
    </message>
    <message>
        <source>Stay 16 bit: %1</source>
        <translation>Bleiben bei 16 Bit: %1</translation>
    </message>
    <message>
        <source>%1 (yours)</source>
        <translation>%1 (von Hand)</translation>
    </message>
    <message>
        <source>%1 (stale)</source>
        <translation>%1 (veraltet)</translation>
    </message>
    <message>
        <source>Its scores were measured under other choices below</source>
        <translation>Seine Werte wurden unter anderer Wahl darunter gemessen</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>Kanal</translation>
    </message>
</context>
<context>
    <name>calm::ui::NamedPlansModel</name>
    <message>
        <source>current</source>
        <translation>aktuell</translation>
    </message>
    <message numerus="yes">
        <source>%n layers</source>
        <translation>
            <numerusform>%n Schicht</numerusform>
            <numerusform>%n Schichten</numerusform>
        </translation>
    </message>
    <message>
        <source>The same methods as the current plan</source>
        <translation>Dieselben Verfahren wie im aktuellen Plan</translation>
    </message>
    <message numerus="yes">
        <source>Differs from the current plan in %n layers</source>
        <translation>
            <numerusform>Weicht in %n Schicht vom aktuellen Plan ab</numerusform>
            <numerusform>Weicht in %n Schichten vom aktuellen Plan ab</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, kept %2
%3</source>
        <translation>%1, gemerkt %2
%3</translation>
    </message>
    <message>
        <source>Kept plan</source>
        <translation>Gemerkter Plan</translation>
    </message>
    <message>
        <source>Differs in</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Layers whose method is not the current plan&apos;s</source>
        <translation>Schichten, deren Verfahren nicht das des aktuellen Plans ist</translation>
    </message>
    <message>
        <source>1 layer</source>
        <translation>1 Schicht</translation>
    </message>
    <message>
        <source>Differs from the current plan in 1 layer</source>
        <translation>Weicht in 1 Schicht vom aktuellen Plan ab</translation>
    </message>
</context>
<context>
    <name>calm::ui::ParetoChart</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 (the largest within the budget)</source>
        <translation>%1 (der größte im Budget)</translation>
    </message>
    <message>
        <source>%1 against %2. %3</source>
        <translation>%1 gegen %2. %3</translation>
    </message>
</context>
<context>
    <name>calm::ui::ParetoModel</name>
    <message>
        <source>Predicted loss: KL (nats a token)</source>
        <translation>Verlust: KL (Nats je Token)</translation>
    </message>
    <message>
        <source>Predicted loss: relative squared error</source>
        <translation>Relativer quadratischer Fehler</translation>
    </message>
    <message>
        <source>Predicted loss: Hessian-weighted error</source>
        <translation>Verlust: Hesse-gewichteter Fehler</translation>
    </message>
    <message>
        <source>The layers are taken to add up: it is a prediction, so keep a plan and measure it on the Benchmark page.</source>
        <translation>Die Schichten werden als additiv angenommen: Es ist eine Vorhersage, merken Sie also einen Plan und messen Sie ihn auf der Seite Benchmark.</translation>
    </message>
    <message>
        <source>Predicted loss: by how much more the model&apos;s output diverges from the original (KL, nats a token) than with the best method of the pool at that layer, summed over the layers.</source>
        <translation>Vorhergesagter Verlust: um wie viel die Ausgabe des Modells stärker vom Original abweicht (KL, Nats je Token) als mit dem besten Verfahren des Pools in dieser Schicht, über die Schichten summiert.</translation>
    </message>
    <message>
        <source>Predicted loss: the relative squared error of a layer&apos;s output after the residual, less that of the best method of the pool at that layer, summed over the layers.</source>
        <translation>Vorhergesagter Verlust: der relative quadratische Fehler der Ausgabe einer Schicht nach dem Residuum, abzüglich dessen des besten Verfahrens des Pools in dieser Schicht, über die Schichten summiert.</translation>
    </message>
    <message>
        <source>Predicted loss (HAWQ-V2): each linear&apos;s mean Hessian trace times its squared rounding error at the method&apos;s bits, summed over all linears. It does not tell methods of the same bits apart.</source>
        <translation>Vorhergesagter Verlust (HAWQ-V2): die mittlere Spur der Hesse-Matrix jeder linearen Schicht mal ihrem quadratischen Rundungsfehler bei den Bits des Verfahrens, über alle summiert. Verfahren mit gleichen Bits unterscheidet er nicht.</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>The largest plan within the budget: %1</source>
        <translation>Der größte Plan im Budget: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>A weight of the decoder&apos;s linears with its share of scales, zero points and outliers</source>
        <translation>Ein Gewicht der linearen Schichten des Decoders mit seinem Anteil an Skalen, Nullpunkten und Ausreißern</translation>
    </message>
    <message>
        <source>The weights&apos; file as compressed-tensors, at most</source>
        <translation>Die Datei der Gewichte als compressed-tensors, höchstens</translation>
    </message>
    <message>
        <source>How many layers have which method</source>
        <translation>Wie viele Schichten welches Verfahren haben</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bits</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Predicted loss</source>
        <translation>Vorhergesagter Verlust</translation>
    </message>
    <message>
        <source>Layers by method</source>
        <translation>Schichten nach Verfahren</translation>
    </message>
</context>
<context>
    <name>calm::ui::PartsEditor</name>
    <message>
        <source>Attention: q, k, v, o</source>
        <translation>Attention: q, k, v, o</translation>
    </message>
    <message>
        <source>Feed-forward: gate, up, down</source>
        <translation>Feed-Forward: gate, up, down</translation>
    </message>
    <message>
        <source>q, k and v</source>
        <translation>q, k und v</translation>
    </message>
    <message>
        <source>gate and up</source>
        <translation>gate und up</translation>
    </message>
    <message>
        <source>Add pa&amp;rt</source>
        <translation>Te&amp;il hinzufügen</translation>
    </message>
    <message>
        <source>Part of the layer</source>
        <translation>Teil der Schicht</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Give another part of the layer a method of its own. Every linear is in exactly one part.</source>
        <translation>Einem weiteren Teil der Schicht ein eigenes Verfahren geben. Jede lineare Schicht gehört zu genau einem Teil.</translation>
    </message>
    <message>
        <source>Add part</source>
        <translation>Teil hinzufügen</translation>
    </message>
    <message>
        <source>Which linears this method quantizes</source>
        <translation>Welche linearen Schichten dieses Verfahren quantisiert</translation>
    </message>
    <message>
        <source>Stages joined by +, options after colons, as in awq:clip+gptq:act-order</source>
        <translation>Stufen mit + verbunden, Optionen nach Doppelpunkten, etwa awq:clip+gptq:act-order</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Part %1</source>
        <translation>Teil %1</translation>
    </message>
    <message>
        <source>Method of part %1</source>
        <translation>Verfahren von Teil %1</translation>
    </message>
    <message>
        <source>Remove part %1</source>
        <translation>Teil %1 entfernen</translation>
    </message>
    <message>
        <source>Take part %1 out of the method</source>
        <translation>Teil %1 aus dem Verfahren nehmen</translation>
    </message>
</context>
<context>
    <name>calm::ui::Picture</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>calm::ui::PlanCompareView</name>
    <message>
        <source>&amp;Layers that are alike too</source>
        <translation>Auch &amp;gleiche Schichten</translation>
    </message>
    <message>
        <source>&amp;Back to the plan</source>
        <translation>&amp;Zurück zum Plan</translation>
    </message>
    <message>
        <source>Show the current plan again (Esc)</source>
        <translation>Wieder den aktuellen Plan zeigen (Esc)</translation>
    </message>
    <message>
        <source>First plan</source>
        <translation>Erster Plan</translation>
    </message>
    <message>
        <source>The plan in the first columns</source>
        <translation>Der Plan in den ersten Spalten</translation>
    </message>
    <message>
        <source>Second plan</source>
        <translation>Zweiter Plan</translation>
    </message>
    <message>
        <source>The plan in the second columns</source>
        <translation>Der Plan in den zweiten Spalten</translation>
    </message>
    <message>
        <source>List every layer; those that differ are bold</source>
        <translation>Jede Schicht aufführen; abweichende sind fett</translation>
    </message>
    <message>
        <source>Difference of two plans</source>
        <translation>Unterschied zweier Pläne</translation>
    </message>
    <message>
        <source>Layers where the two plans use different methods</source>
        <translation>Schichten, in denen die Pläne verschiedene Verfahren verwenden</translation>
    </message>
    <message>
        <source>Columns of the difference</source>
        <translation>Spalten des Unterschieds</translation>
    </message>
    <message>
        <source>and</source>
        <translation>und</translation>
    </message>
    <message>
        <source>Current plan</source>
        <translation>Aktueller Plan</translation>
    </message>
    <message>
        <source>Both plans use the same method at every layer.</source>
        <translation>Beide Pläne verwenden in jeder Schicht dasselbe Verfahren.</translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 layers differ.</source>
        <translation>
            <numerusform>%n von %1 Schichten weicht ab.</numerusform>
            <numerusform>%n von %1 Schichten weichen ab.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>calm::ui::PlanDiffModel</name>
    <message>
        <source>Current plan</source>
        <translation>Aktueller Plan</translation>
    </message>
    <message>
        <source>Layer %1, %2: %3</source>
        <translation>Schicht %1, %2: %3</translation>
    </message>
    <message>
        <source>Scores are those under each plan&apos;s own choices below; a dash where a layer was not scored under them.</source>
        <translation>Werte gelten unter der jeweils eigenen Wahl darunter; ein Strich, wo eine Schicht darunter nicht bewertet wurde.</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
</context>
<context>
    <name>calm::ui::PlanModel</name>
    <message>
        <source>group %1</source>
        <translation>Gruppe %1</translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation>16 Bit</translation>
    </message>
    <message>
        <source>you</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>current</source>
        <translation>aktuell</translation>
    </message>
    <message>
        <source>Layer %1, %2: %3</source>
        <translation>Schicht %1, %2: %3</translation>
    </message>
    <message>
        <source>Stale: measured under other choices below or other options, or not for the whole pool. Recompute from here to renew it.</source>
        <translation>Veraltet: unter anderer Wahl darunter, anderen Optionen oder nicht für den ganzen Pool gemessen. Ab hier neu berechnen, um die Werte zu erneuern.</translation>
    </message>
    <message>
        <source>Bits a weight with everything stored for it: %1</source>
        <translation>Bit je Gewicht mit allem, was dafür gespeichert wird: %1</translation>
    </message>
    <message>
        <source>To the best other method of the pool</source>
        <translation>Zum besten anderen Verfahren des Pools</translation>
    </message>
    <message>
        <source>%1
Cannot be exported: no format holds SpQR&apos;s outliers.</source>
        <translation>%1
Nicht exportierbar: Kein Format nimmt die Ausreißer von SpQR auf.</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Abstand</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bit</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Distance to the best other method of the pool</source>
        <translation>Abstand zum besten anderen Verfahren des Pools</translation>
    </message>
    <message>
        <source>Bits a weight takes, scales included</source>
        <translation>Bit je Gewicht einschließlich Skalen</translation>
    </message>
    <message>
        <source>What the layer&apos;s weights take, scales included</source>
        <translation>Platz der Gewichte der Schicht einschließlich Skalen</translation>
    </message>
    <message>
        <source>Whether the scores were measured under the plan as it stands</source>
        <translation>Ob die Werte unter dem jetzigen Plan gemessen wurden</translation>
    </message>
    <message>
        <source>per channel</source>
        <translation>je Kanal</translation>
    </message>
</context>
<context>
    <name>calm::ui::PlanPage</name>
    <message>
        <source>&amp;Use for selection</source>
        <translation>&amp;Für Auswahl verwenden</translation>
    </message>
    <message>
        <source>C&amp;lear overrides</source>
        <translation>&amp;Vorgaben löschen</translation>
    </message>
    <message>
        <source>&amp;Apply uniform</source>
        <translation>Einheit&amp;lich anwenden</translation>
    </message>
    <message>
        <source>Re&amp;compute from here</source>
        <translation>Ab hier &amp;neu berechnen</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Double-click a method to choose another one</source>
        <translation>Doppelklick auf ein Verfahren wählt ein anderes</translation>
    </message>
    <message>
        <source>One row a layer; F2 in the method column chooses another method, Delete clears the override.</source>
        <translation>Eine Zeile je Schicht; F2 in der Verfahrensspalte wählt ein anderes Verfahren, Entf löscht die Vorgabe.</translation>
    </message>
    <message>
        <source>Columns of the plan</source>
        <translation>Spalten des Plans</translation>
    </message>
    <message>
        <source>Save &amp;plan as CSV…</source>
        <translation>Plan als CSV &amp;speichern…</translation>
    </message>
    <message>
        <source>Save the layers with methods, scores and sizes as a table</source>
        <translation>Die Schichten mit Verfahren, Werten und Größen als Tabelle speichern</translation>
    </message>
    <message>
        <source>Save plan</source>
        <translation>Plan speichern</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>The plan was saved as %1.</source>
        <translation>Der Plan wurde als %1 gespeichert.</translation>
    </message>
    <message>
        <source>The plan could not be saved.</source>
        <translation>Der Plan konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Copy pla&amp;n</source>
        <translation>Plan &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy the selected layers, or all, as a table for a spreadsheet</source>
        <translation>Die gewählten oder alle Schichten als Tabelle für eine Tabellenkalkulation kopieren</translation>
    </message>
    <message>
        <source>Filter: a method, &quot;stale&quot;, &quot;you&quot; …</source>
        <translation>Filter: ein Verfahren, „veraltet“, „von Hand“ …</translation>
    </message>
    <message>
        <source>Filter the plan</source>
        <translation>Den Plan filtern</translation>
    </message>
    <message>
        <source>Show only the layers whose row contains this text</source>
        <translation>Nur Schichten zeigen, deren Zeile diesen Text enthält</translation>
    </message>
    <message>
        <source>Method for the selected layers</source>
        <translation>Verfahren für die gewählten Schichten</translation>
    </message>
    <message>
        <source>Use this method for the selected layers</source>
        <translation>Dieses Verfahren für die gewählten Schichten verwenden</translation>
    </message>
    <message>
        <source>Use this method for every layer; can be undone</source>
        <translation>Dieses Verfahren für jede Schicht verwenden; kann rückgängig gemacht werden</translation>
    </message>
    <message>
        <source>Let the search decide the selected layers again</source>
        <translation>Die Suche wieder über die gewählten Schichten entscheiden lassen</translation>
    </message>
    <message>
        <source>Score again from the first selected layer on</source>
        <translation>Ab der ersten gewählten Schicht neu bewerten</translation>
    </message>
    <message>
        <source>No plan yet</source>
        <translation>Noch kein Plan</translation>
    </message>
    <message>
        <source>The plan says which method each layer uses. Open a model to begin.</source>
        <translation>Der Plan gibt an, welches Verfahren jede Schicht verwendet. Zum Beginnen ein Modell öffnen.</translation>
    </message>
    <message>
        <source>&quot;Analyse&quot; scores every method at every layer and fills the plan as it goes. You can change any layer afterwards.</source>
        <translation>„Analysieren“ bewertet jedes Verfahren in jeder Schicht und füllt dabei den Plan. Jede Schicht lässt sich danach ändern.</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>Layers: %1</source>
        <translation>Schichten: %1</translation>
    </message>
    <message>
        <source>%1, %2 of the original&apos;s %3</source>
        <translation>%1, %2 von %3 des Originals</translation>
    </message>
    <message>
        <source>Chosen by you: %1</source>
        <translation>Von Hand gewählt: %1</translation>
    </message>
    <message>
        <source>Undecided: %1</source>
        <translation>Offen: %1</translation>
    </message>
    <message>
        <source>Cannot be exported (SpQR&apos;s outliers): %1</source>
        <translation>Nicht exportierbar (Ausreißer von SpQR): %1</translation>
    </message>
    <message>
        <source>Stale: %1, recompute from layer %2</source>
        <translation>Veraltet: %1, ab Schicht %2 neu berechnen</translation>
    </message>
    <message>
        <source>all scores current</source>
        <translation>alle Werte aktuell</translation>
    </message>
    <message>
        <source>%1 of %2 layers shown</source>
        <translation>%1 von %2 Schichten gezeigt</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n gewählt</numerusform>
            <numerusform>%n gewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>%1 verwenden</translation>
    </message>
    <message>
        <source>&amp;Recompute from layer %1</source>
        <translation>Ab Schicht %1 &amp;neu berechnen</translation>
    </message>
    <message>
        <source>&amp;Budget…</source>
        <translation>&amp;Budget…</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>Budget</translation>
    </message>
    <message>
        <source>Find the best plans for an average of bits or a file size, and look at the curve of size against predicted loss</source>
        <translation>Die besten Pläne für mittlere Bits oder eine Dateigröße finden und die Kurve von Größe gegen vorhergesagten Verlust ansehen</translation>
    </message>
    <message>
        <source>Ref&amp;ine…</source>
        <translation>Verfe&amp;inern…</translation>
    </message>
    <message>
        <source>Bits a weight: the codes of the decoder&apos;s linears with their scales, zero points and outliers. Sizes: the whole model&apos;s, and that of the original as it is on disk.</source>
        <translation>Bit je Gewicht: die Codes der linearen Schichten des Decoders mit ihren Skalen, Nullpunkten und Ausreißern. Größen: die des ganzen Modells und die des Originals, wie es auf der Platte liegt.</translation>
    </message>
    <message>
        <source>Refine</source>
        <translation>Verfeinern</translation>
    </message>
    <message>
        <source>Try other methods layer by layer on the whole model, and keep what brings it closer to the original</source>
        <translation>Am ganzen Modell Schicht für Schicht andere Verfahren probieren und behalten, was es dem Original näherbringt</translation>
    </message>
    <message>
        <source>%1 bits a weight as stored</source>
        <translation>%1 Bit je Gewicht, wie gespeichert</translation>
    </message>
</context>
<context>
    <name>calm::ui::PlansPanel</name>
    <message>
        <source>&amp;Keep current plan</source>
        <translation>Aktuellen Plan &amp;merken</translation>
    </message>
    <message>
        <source>&amp;Make current</source>
        <translation>Übe&amp;rnehmen</translation>
    </message>
    <message>
        <source>C&amp;ompare</source>
        <translation>Ver&amp;gleichen</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>Du&amp;plizieren</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>Umb&amp;enennen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Kept plans</source>
        <translation>Gemerkte Pläne</translation>
    </message>
    <message>
        <source>F2 renames, Enter makes a plan the current one, Delete deletes it.</source>
        <translation>F2 benennt um, Eingabe macht einen Plan zum aktuellen, Entf löscht ihn.</translation>
    </message>
    <message>
        <source>Plans kept under a name. F2 renames, Enter makes one the current plan.</source>
        <translation>Unter einem Namen gemerkte Pläne. F2 benennt um, Eingabe macht einen zum aktuellen Plan.</translation>
    </message>
    <message>
        <source>Columns of the kept plans</source>
        <translation>Spalten der gemerkten Pläne</translation>
    </message>
    <message>
        <source>Keep a plan under a name, then change the current one: kept plans can be compared, benchmarked and taken back.</source>
        <translation>Einen Plan unter einem Namen merken, dann den aktuellen ändern: gemerkte Pläne lassen sich vergleichen, messen und zurückholen.</translation>
    </message>
    <message>
        <source>Keep the current plan under a name</source>
        <translation>Den aktuellen Plan unter einem Namen merken</translation>
    </message>
    <message>
        <source>Use the selected plan&apos;s method at every layer; can be undone</source>
        <translation>Das Verfahren des gewählten Plans in jeder Schicht verwenden; kann rückgängig gemacht werden</translation>
    </message>
    <message>
        <source>Compare the two selected plans, or the selected one with the current plan</source>
        <translation>Die beiden gewählten Pläne vergleichen, oder den gewählten mit dem aktuellen</translation>
    </message>
    <message>
        <source>Copy the selected plan</source>
        <translation>Den gewählten Plan kopieren</translation>
    </message>
    <message>
        <source>Give the selected plan another name</source>
        <translation>Dem gewählten Plan einen anderen Namen geben</translation>
    </message>
    <message>
        <source>Delete the selected plans; can be undone</source>
        <translation>Die gewählten Pläne löschen; kann rückgängig gemacht werden</translation>
    </message>
    <message>
        <source>Plan %1</source>
        <translation>Plan %1</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (Kopie)</translation>
    </message>
</context>
<context>
    <name>calm::ui::PoolForm</name>
    <message>
        <source>Method pool</source>
        <translation>Verfahrenspool</translation>
    </message>
    <message>
        <source>Add &amp;method...</source>
        <translation>Verfahren hin&amp;zufügen...</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Methods of the pool</source>
        <translation>Verfahren des Pools</translation>
    </message>
    <message>
        <source>Checked methods compete at each layer. Taking one out changes no score of the others.</source>
        <translation>Angekreuzte Verfahren konkurrieren in jeder Schicht. Eines herauszunehmen ändert keinen Wert der anderen.</translation>
    </message>
    <message>
        <source>Build a method from stages and options and put it in the pool</source>
        <translation>Ein Verfahren aus Stufen und Optionen bilden und in den Pool aufnehmen</translation>
    </message>
    <message>
        <source>Add method</source>
        <translation>Verfahren hinzufügen</translation>
    </message>
    <message>
        <source>Poo&amp;l:</source>
        <translation>P&amp;ool:</translation>
    </message>
    <message>
        <source>A ready-made set of methods</source>
        <translation>Eine fertige Auswahl von Verfahren</translation>
    </message>
    <message>
        <source>The pool is empty: check at least one method.</source>
        <translation>Der Pool ist leer: mindestens ein Verfahren ankreuzen.</translation>
    </message>
</context>
<context>
    <name>calm::ui::PoolModel</name>
    <message>
        <source>%1, in the pool</source>
        <translation>%1, im Pool</translation>
    </message>
    <message>
        <source>%1, not in the pool</source>
        <translation>%1, nicht im Pool</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Specification</source>
        <translation>Spezifikation</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
</context>
<context>
    <name>calm::ui::ProgressStrip</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Current work</source>
        <translation>Laufender Vorgang</translation>
    </message>
    <message>
        <source>Progress of the current work</source>
        <translation>Fortschritt des laufenden Vorgangs</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Estimated from the work done so far</source>
        <translation>Aus dem bisherigen Verlauf geschätzt</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>Tokens processed a second</source>
        <translation>Verarbeitete Token pro Sekunde</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Memory that this program uses now</source>
        <translation>Arbeitsspeicher, den dieses Programm jetzt belegt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop the current work; what is decided so far is kept</source>
        <translation>Den laufenden Vorgang abbrechen; bisher Entschiedenes bleibt erhalten</translation>
    </message>
    <message>
        <source>Cancel the current work</source>
        <translation>Laufenden Vorgang abbrechen</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Paused: %1</source>
        <translation>Pausiert: %1</translation>
    </message>
    <message>
        <source>Cancelling: finishing the current step</source>
        <translation>Abbruch: der laufende Schritt wird beendet</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>This work cannot be paused</source>
        <translation>Dieser Vorgang lässt sich nicht anhalten</translation>
    </message>
    <message>
        <source>Go on with the work</source>
        <translation>Den Vorgang fortsetzen</translation>
    </message>
    <message>
        <source>Hold the work where it is, leaving the processor free</source>
        <translation>Den Vorgang an dieser Stelle anhalten und den Prozessor freigeben</translation>
    </message>
</context>
<context>
    <name>calm::ui::RecentList</name>
    <message>
        <source>It was moved or deleted.</source>
        <translation>Verschoben oder gelöscht.</translation>
    </message>
    <message>
        <source>%1 is missing: moved, deleted or not mounted.</source>
        <translation>%1 fehlt: verschoben, gelöscht oder nicht eingehängt.</translation>
    </message>
    <message>
        <source>You may not read it: check its permissions.</source>
        <translation>Kein Leserecht: die Berechtigungen prüfen.</translation>
    </message>
    <message>
        <source>The folder holds no session.json any more.</source>
        <translation>Der Ordner enthält keine session.json mehr.</translation>
    </message>
    <message>
        <source>The folder is empty.</source>
        <translation>Der Ordner ist leer.</translation>
    </message>
    <message>
        <source>%1 (missing)</source>
        <translation>%1 (fehlt)</translation>
    </message>
    <message>
        <source>Nothing opened yet</source>
        <translation>Noch nichts geöffnet</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Diese Liste leeren</translation>
    </message>
</context>
<context>
    <name>calm::ui::RefineDialog</name>
    <message>
        <source>Measure the &amp;gain on held-out text</source>
        <translation>Den &amp;Gewinn auf zurückgehaltenem Text messen</translation>
    </message>
    <message>
        <source>Bundled text</source>
        <translation>Mitgelieferter Text</translation>
    </message>
    <message>
        <source>Why the refinement cannot start</source>
        <translation>Warum die Verfeinerung nicht starten kann</translation>
    </message>
    <message>
        <source>&amp;Refine</source>
        <translation>Ve&amp;rfeinern</translation>
    </message>
    <message>
        <source>Refine the plan</source>
        <translation>Den Plan verfeinern</translation>
    </message>
    <message>
        <source>About refinement</source>
        <translation>Über die Verfeinerung</translation>
    </message>
    <message>
        <source>Tries other methods of the pool layer by layer, those that lost by the least first, and keeps a swap where the whole model comes closer to the original (KL) on calibration text that scored no candidate. Every trial stays in the session: another run goes on where this one stopped. Learned scales belong to the plan before; Analyse learns them again where the set-up asks for it.</source>
        <translation>Probiert Schicht für Schicht andere Verfahren des Pools, die knappsten Verlierer zuerst, und behält einen Tausch, wenn das ganze Modell dem Original auf Kalibriertext, der kein Verfahren bewertet hat, näherkommt (KL). Jeder Versuch bleibt in der Sitzung: Ein weiterer Lauf macht dort weiter, wo dieser aufhört. Gelernte Skalen gehören zum bisherigen Plan; „Analysieren“ lernt sie neu, wenn die Einrichtung es verlangt.</translation>
    </message>
    <message>
        <source> minutes</source>
        <translation> Minuten</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> Token</translation>
    </message>
    <message>
        <source>Measure the gain on held-out text</source>
        <translation>Den Gewinn auf zurückgehaltenem Text messen</translation>
    </message>
    <message>
        <source>Afterwards, beyond the time: the plan before and after on text that neither the calibration nor the swaps saw</source>
        <translation>Danach, über die Zeit hinaus: der Plan davor und danach auf Text, den weder die Kalibrierung noch die Tausche gesehen haben</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Refine</source>
        <translation>Verfeinern</translation>
    </message>
    <message>
        <source>Start; the plan that comes of it can be undone</source>
        <translation>Starten; der Plan, der daraus entsteht, lässt sich rückgängig machen</translation>
    </message>
    <message>
        <source>T&amp;ime:</source>
        <translation>Ze&amp;it:</translation>
    </message>
    <message>
        <source>No swap is begun after this time</source>
        <translation>Nach dieser Zeit beginnt kein Tausch mehr</translation>
    </message>
    <message>
        <source>S&amp;lice:</source>
        <translation>Tei&amp;l:</translation>
    </message>
    <message>
        <source>Calibration text that swaps are judged on: more tokens, fewer swaps in the time</source>
        <translation>Kalibriertext, an dem die Tausche gemessen werden: mehr Token, weniger Tausche in der Zeit</translation>
    </message>
    <message>
        <source>&amp;Text:</source>
        <translation>&amp;Text:</translation>
    </message>
    <message>
        <source>Text that the gain is measured on</source>
        <translation>Text, auf dem der Gewinn gemessen wird</translation>
    </message>
    <message>
        <source>&amp;Window:</source>
        <translation>&amp;Fenster:</translation>
    </message>
    <message>
        <source>Tokens of each window</source>
        <translation>Token je Fenster</translation>
    </message>
    <message>
        <source>At &amp;most:</source>
        <translation>Höchste&amp;ns:</translation>
    </message>
    <message>
        <source>Windows at most; fewer than five say nothing about noise</source>
        <translation>Fenster höchstens; weniger als fünf sagen nichts über das Rauschen</translation>
    </message>
    <message>
        <source>Copy the calm command that refines the same without the window</source>
        <translation>Den calm-Befehl kopieren, der dasselbe ohne das Fenster verfeinert</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>Dieses Fenster schließen</translation>
    </message>
</context>
<context>
    <name>calm::ui::ReportDialog</name>
    <message>
        <source>Reading the session…</source>
        <translation>Sitzung wird gelesen…</translation>
    </message>
    <message>
        <source>Plots and tables of the report</source>
        <translation>Diagramme und Tabellen des Berichts</translation>
    </message>
    <message>
        <source>Plots and tables</source>
        <translation>Diagramme und Tabellen</translation>
    </message>
    <message>
        <source>Everything that the report holds</source>
        <translation>Alles, was der Bericht enthält</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>The table as it is in the report</source>
        <translation>Die Tabelle, wie sie im Bericht steht</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>Beschriftung</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the picture, or the table for a spreadsheet</source>
        <translation>Das Bild kopieren, oder die Tabelle für eine Tabellenkalkulation</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Speichern…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save the picture as SVG or PNG, the table as CSV or JSON</source>
        <translation>Das Bild als SVG oder PNG speichern, die Tabelle als CSV oder JSON</translation>
    </message>
    <message>
        <source>Save &amp;all…</source>
        <translation>&amp;Alle speichern…</translation>
    </message>
    <message>
        <source>Save all</source>
        <translation>Alle speichern</translation>
    </message>
    <message>
        <source>Save every plot as SVG and PNG and every table as CSV and JSON in one folder</source>
        <translation>Jedes Diagramm als SVG und PNG und jede Tabelle als CSV und JSON in einem Ordner speichern</translation>
    </message>
    <message>
        <source>Save &amp;report…</source>
        <translation>&amp;Bericht speichern…</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Save the report as one HTML page or as PDF</source>
        <translation>Den Bericht als eine HTML-Seite oder als PDF speichern</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>Dieses Fenster schließen</translation>
    </message>
    <message>
        <source>Save every plot and table in this folder</source>
        <translation>Alle Diagramme und Tabellen in diesem Ordner speichern</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg);;PNG picture (*.png)</source>
        <translation>SVG-Zeichnung (*.svg);;PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>Table (*.csv);;JSON (*.json)</source>
        <translation>Tabelle (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 ist nicht beschreibbar.</translation>
    </message>
</context>
<context>
    <name>calm::ui::RestorationView</name>
    <message>
        <source>Restoration matrix</source>
        <translation>Wiederherstellungsmatrix</translation>
    </message>
    <message>
        <source>How much of each output channel (column) the best linear repair takes from each quantized channel (row), beside itself</source>
        <translation>Wie viel jeder Ausgabekanal (Spalte) bei der besten linearen Behebung von jedem quantisierten Kanal (Zeile) außer sich selbst nimmt</translation>
    </message>
    <message>
        <source>Restoration</source>
        <translation>Wiederherstellung</translation>
    </message>
    <message>
        <source>M is the matrix that turns the quantized layer&apos;s output X_q back into the original&apos;s X with the least error. If M is near the identity, what quantization lost cannot be mended by a linear map.</source>
        <translation>M ist die Matrix, die die Ausgabe X_q der quantisierten Schicht mit dem kleinsten Fehler in X des Originals zurückführt. Liegt M nahe der Einheitsmatrix, lässt sich der Verlust durch Quantisierung nicht mit einer linearen Abbildung beheben.</translation>
    </message>
    <message>
        <source>|M − I|</source>
        <translation>|M − I|</translation>
    </message>
    <message>
        <source>From channel %1 to %2: %3</source>
        <translation>Von Kanal %1 nach %2: %3</translation>
    </message>
    <message>
        <source>From channels %1 to %2, into %3 to %4: mean |M − I| %5</source>
        <translation>Von den Kanälen %1 bis %2 nach %3 bis %4: Mittel von |M − I| %5</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Distance of M from the identity: %1</source>
        <translation>Abstand von M zur Einheitsmatrix: %1</translation>
    </message>
    <message>
        <source>Error of the output, as it is → repaired: %1</source>
        <translation>Fehler der Ausgabe, unverändert → behoben: %1</translation>
    </message>
    <message>
        <source>At the next input, M in its weights: %1</source>
        <translation>Am nächsten Eingang, M in dessen Gewichten: %1</translation>
    </message>
    <message>
        <source>Fitted to %1 tokens, judged on %2 others</source>
        <translation>An %1 Token angepasst, an %2 anderen beurteilt</translation>
    </message>
    <message>
        <source>Fewer tokens than twice the width of %1: the fit says little. Calibrate on more.</source>
        <translation>Weniger Token als das Doppelte der Breite von %1: die Anpassung sagt wenig. Mit mehr kalibrieren.</translation>
    </message>
</context>
<context>
    <name>calm::ui::RunSetupPanel</name>
    <message>
        <source>Recipe: %1 Sets pool, metric, transform, where layers are compared, and bits.</source>
        <translation>Rezept: %1 Setzt Pool, Metrik, Transformation, Vergleichsstelle der Schichten und Bit.</translation>
    </message>
    <message>
        <source>Recipe %1</source>
        <translation>Rezept %1</translation>
    </message>
    <message>
        <source>Execution</source>
        <translation>Ausführung</translation>
    </message>
    <message>
        <source>all (%1)</source>
        <translation>alle (%1)</translation>
    </message>
    <message>
        <source>&amp;Device:</source>
        <translation>&amp;Gerät:</translation>
    </message>
    <message>
        <source>Where the analysis runs. Auto takes a GPU where this build can use one.</source>
        <translation>Wo die Analyse läuft. „Auto“ nimmt eine GPU, wenn diese Programmfassung eine nutzen kann.</translation>
    </message>
    <message>
        <source>T&amp;hreads:</source>
        <translation>Th&amp;reads:</translation>
    </message>
    <message>
        <source>Processor threads that the work may use</source>
        <translation>Prozessor-Threads, die der Vorgang nutzen darf</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>Schätzung</translation>
    </message>
    <message>
        <source>What the analysis will take on this machine, from the model&apos;s shapes and a short measurement of its speed</source>
        <translation>Was die Analyse auf diesem Rechner braucht, aus den Formen des Modells und einer kurzen Geschwindigkeitsmessung</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Why the analysis cannot start</source>
        <translation>Warum die Analyse nicht starten kann</translation>
    </message>
    <message>
        <source>&amp;Analyse</source>
        <translation>Anal&amp;ysieren</translation>
    </message>
    <message>
        <source>Analyse</source>
        <translation>Analysieren</translation>
    </message>
    <message>
        <source>Copy the calm command that runs this analysis without the window</source>
        <translation>Den calm-Befehl kopieren, der diese Analyse ohne Fenster ausführt</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>%1 (not here)</source>
        <translation>%1 (hier nicht vorhanden)</translation>
    </message>
    <message>
        <source>Time: none, all scores are current</source>
        <translation>Zeit: keine, alle Werte sind aktuell</translation>
    </message>
    <message>
        <source>less than a second</source>
        <translation>weniger als eine Sekunde</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>etwa %1</translation>
    </message>
    <message>
        <source>Time: %1, from layer %2 on</source>
        <translation>Zeit: %1, ab Schicht %2</translation>
    </message>
    <message>
        <source>Time: %1</source>
        <translation>Zeit: %1</translation>
    </message>
    <message>
        <source>Memory: %1 of %2 available</source>
        <translation>Speicher: %1 von %2 verfügbar</translation>
    </message>
    <message>
        <source>Disk: %1 of %2 free</source>
        <translation>Platte: %1 von %2 frei</translation>
    </message>
    <message>
        <source>• More memory than the limit of %1 in the settings: it will not start</source>
        <translation>• Mehr Speicher als die Grenze von %1 in den Einstellungen: sie startet nicht</translation>
    </message>
    <message>
        <source>No estimate: %1</source>
        <translation>Keine Schätzung: %1</translation>
    </message>
    <message>
        <source>Time, memory and disk are estimated once the running job has ended.</source>
        <translation>Zeit, Speicher und Platte werden nach Ende des laufenden Vorgangs geschätzt.</translation>
    </message>
    <message>
        <source>Estimating time, memory and disk...</source>
        <translation>Zeit, Speicher und Platte werden geschätzt...</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>Zuerst ein Modell öffnen.</translation>
    </message>
    <message>
        <source>This model is already quantized: it can be measured, not analysed. Open the original instead.</source>
        <translation>Dieses Modell ist schon quantisiert: es lässt sich messen, nicht analysieren. Stattdessen das Original öffnen.</translation>
    </message>
    <message>
        <source>Another job is running: wait for it or cancel it.</source>
        <translation>Es läuft bereits ein Vorgang: abwarten oder abbrechen.</translation>
    </message>
    <message>
        <source>Score every method of the pool at every layer and choose the best</source>
        <translation>Jedes Verfahren des Pools in jeder Schicht bewerten und das beste wählen</translation>
    </message>
</context>
<context>
    <name>calm::ui::SamplingForm</name>
    <message>
        <source>0 (greedy)</source>
        <translation>0 (greedy)</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Te&amp;mperature:</source>
        <translation>Te&amp;mperatur:</translation>
    </message>
    <message>
        <source>0: always the likeliest token, so that differences come from the variants alone. Higher: more varied.</source>
        <translation>0: immer das wahrscheinlichste Token, sodass Unterschiede nur von den Varianten kommen. Höher: abwechslungsreicher.</translation>
    </message>
    <message>
        <source>Top-&amp;k:</source>
        <translation>Top-&amp;k:</translation>
    </message>
    <message>
        <source>Draw among the k likeliest tokens only</source>
        <translation>Nur unter den k wahrscheinlichsten Token ziehen</translation>
    </message>
    <message>
        <source>Top-&amp;p:</source>
        <translation>Top-&amp;p:</translation>
    </message>
    <message>
        <source>Draw among the likeliest tokens that together hold this share</source>
        <translation>Unter den wahrscheinlichsten Token ziehen, die zusammen diesen Anteil haben</translation>
    </message>
    <message>
        <source>Ma&amp;x tokens:</source>
        <translation>Ma&amp;x. Token:</translation>
    </message>
    <message>
        <source>Tokens to generate at most; the model may end earlier</source>
        <translation>Höchstzahl erzeugter Token; das Modell kann früher enden</translation>
    </message>
    <message>
        <source>S&amp;eed:</source>
        <translation>S&amp;eed:</translation>
    </message>
    <message>
        <source>The same seed draws the same random numbers on both sides</source>
        <translation>Derselbe Seed zieht auf beiden Seiten dieselben Zufallszahlen</translation>
    </message>
</context>
<context>
    <name>calm::ui::SchemeForm</name>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>QuaRot rotation</source>
        <translation>QuaRot-Rotation</translation>
    </message>
    <message>
        <source>QuIP (random orthogonal)</source>
        <translation>QuIP (zufällig orthogonal)</translation>
    </message>
    <message>
        <source>SpinQuant (learned)</source>
        <translation>SpinQuant (gelernt)</translation>
    </message>
    <message>
        <source>FFN output</source>
        <translation>FFN-Ausgabe</translation>
    </message>
    <message>
        <source>Input of down_proj</source>
        <translation>Eingabe von down_proj</translation>
    </message>
    <message>
        <source>Attention output</source>
        <translation>Attention-Ausgabe</translation>
    </message>
    <message>
        <source>Layer output</source>
        <translation>Ausgabe der Schicht</translation>
    </message>
    <message>
        <source>As the checkpoint</source>
        <translation>Wie der Checkpoint</translation>
    </message>
    <message>
        <source>Quantization and comparison</source>
        <translation>Quantisierung und Vergleich</translation>
    </message>
    <message>
        <source>Scales exact in &amp;float16</source>
        <translation>Skalen in &amp;float16 exakt</translation>
    </message>
    <message>
        <source>%1 bits</source>
        <translation>%1 Bit</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 Bit</translation>
    </message>
    <message>
        <source>16 bits (kept)</source>
        <translation>16 Bit (unverändert)</translation>
    </message>
    <message>
        <source>Scales exact in float16</source>
        <translation>Skalen in float16 exakt</translation>
    </message>
    <message>
        <source>&amp;Weights:</source>
        <translation>Ge&amp;wichte:</translation>
    </message>
    <message>
        <source>A&amp;ctivations:</source>
        <translation>A&amp;ktivierungen:</translation>
    </message>
    <message>
        <source>Bits of the inputs of each linear layer, one scale a token. 16 bits: they stay as they are.</source>
        <translation>Bit der Eingaben jeder linearen Schicht, eine Skala je Token. 16 Bit: sie bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>&amp;Group:</source>
        <translation>Gru&amp;ppe:</translation>
    </message>
    <message>
        <source>St&amp;orage:</source>
        <translation>Spei&amp;chertyp:</translation>
    </message>
    <message>
        <source>Type of what is not quantized: scales, norms, embeddings and the output head</source>
        <translation>Typ dessen, was nicht quantisiert wird: Skalen, Normen, Embeddings und Ausgabekopf</translation>
    </message>
    <message>
        <source>Trans&amp;form:</source>
        <translation>Transfor&amp;mation:</translation>
    </message>
    <message>
        <source>A change of the whole model before its layers are quantized. The rotation spreads outliers over all channels; it is merged into the weights and costs nothing at run time.</source>
        <translation>Eine Umformung des ganzen Modells, bevor seine Schichten quantisiert werden. Die Rotation verteilt Ausreißer auf alle Kanäle; sie geht in die Gewichte ein und kostet zur Laufzeit nichts.</translation>
    </message>
    <message>
        <source>Measured &amp;at:</source>
        <translation>Gemesse&amp;n an:</translation>
    </message>
    <message>
        <source>Where a quantized layer is compared with the original: what its feed-forward network adds (as in the paper), or another place</source>
        <translation>Wo eine quantisierte Schicht mit dem Original verglichen wird: an dem, was ihr Feed-Forward-Netz addiert (wie im Artikel), oder an anderer Stelle</translation>
    </message>
    <message>
        <source>&amp;Metric:</source>
        <translation>Metr&amp;ik:</translation>
    </message>
    <message>
        <source>What decides between the methods. All metrics are measured in the same run; changing this measures nothing again while it leaves the choices alone.</source>
        <translation>Was zwischen den Verfahren entscheidet. Alle Metriken werden im selben Lauf gemessen; ein Wechsel misst nichts neu, solange die Wahl dabei gleich bleibt.</translation>
    </message>
    <message>
        <source>%1, asymmetric</source>
        <translation>%1, asymmetrisch</translation>
    </message>
    <message>
        <source>%1, per channel</source>
        <translation>%1, je Kanal</translation>
    </message>
    <message>
        <source>Weights of %1 bits with zero points</source>
        <translation>Gewichte mit %1 Bit und Nullpunkten</translation>
    </message>
    <message>
        <source>Weights of %1 bits</source>
        <translation>Gewichte mit %1 Bit</translation>
    </message>
    <message>
        <source>one scale per output channel</source>
        <translation>eine Skala je Ausgangskanal</translation>
    </message>
    <message>
        <source>one scale per %1 input channels</source>
        <translation>eine Skala je %1 Eingangskanäle</translation>
    </message>
    <message>
        <source>activations stay as they are</source>
        <translation>Aktivierungen bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>activations of %1 bits</source>
        <translation>Aktivierungen mit %1 Bit</translation>
    </message>
    <message>
        <source>Asymmetric (&amp;zero points)</source>
        <translation>Asymmet&amp;risch (Nullpunkte)</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Per channel</source>
        <translation>Je Kanal</translation>
    </message>
    <message>
        <source>Each group gets a zero point beside its scale, so that its codes span from its lowest to its highest weight. More exact at few bits; code minus zero point then runs on the 8-bit kernels.</source>
        <translation>Jede Gruppe erhält neben ihrer Skala einen Nullpunkt, sodass ihre Codes vom kleinsten bis zum größten Gewicht reichen. Genauer bei wenigen Bit; Code minus Nullpunkt läuft dann auf den 8-Bit-Kernen.</translation>
    </message>
    <message>
        <source>Asymmetric weights</source>
        <translation>Asymmetrische Gewichte</translation>
    </message>
    <message>
        <source>Round the scales so that float16 holds them exactly, as GGUF Q4_0 needs (asymmetric: Q4_1)</source>
        <translation>Die Skalen so runden, dass float16 sie exakt fasst, wie GGUF Q4_0 es braucht (asymmetrisch: Q4_1)</translation>
    </message>
    <message>
        <source>Sc&amp;heme:</source>
        <translation>Sch&amp;ema:</translation>
    </message>
    <message>
        <source>What weights and activations become: a named choice of the four fields below. W4A8 means weights of 4 bits and activations of 8.</source>
        <translation>Was aus Gewichten und Aktivierungen wird: eine benannte Wahl der vier Felder darunter. W4A8 heißt Gewichte mit 4 Bit und Aktivierungen mit 8.</translation>
    </message>
    <message>
        <source>Bits of a weight</source>
        <translation>Bit je Gewicht</translation>
    </message>
    <message>
        <source>Input channels that share one weight scale. Where it does not divide a layer&apos;s width, that layer takes 64 or 32, or stays 16 bit. Per channel: one scale for all inputs of an output channel.</source>
        <translation>Eingangskanäle mit gemeinsamer Gewichtsskala. Teilt der Wert die Breite einer Schicht nicht, nimmt sie 64 oder 32 oder bleibt bei 16 Bit. Je Kanal: eine Skala für alle Eingänge eines Ausgangskanals.</translation>
    </message>
    <message>
        <source>1 (greedy)</source>
        <translation>1 (greedy)</translation>
    </message>
    <message>
        <source>&amp;Beam width:</source>
        <translation>&amp;Strahlbreite:</translation>
    </message>
    <message>
        <source>How many of the best sequences of choices are kept from layer to layer. 1: each layer takes its best at once, as in the paper. More are ranked by the metric after the residual, and take as many times the work.</source>
        <translation>Wie viele der besten Folgen von Entscheidungen von Schicht zu Schicht behalten werden (Beam Search). 1: Jede Schicht nimmt sofort ihr Bestes, wie im Artikel. Mehr werden nach der Metrik hinter dem Residuum geordnet und kosten ebenso vielmal die Arbeit.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>T&amp;uning epochs:</source>
        <translation>Nachstell-Ep&amp;ochen:</translation>
    </message>
    <message>
        <source>After the analysis, how often the calibration text is read to learn the plan&apos;s scales and norms from the original&apos;s answers. Codes, size and format stay; it takes about five passes over the text an epoch.</source>
        <translation>Wie oft nach der Analyse der Kalibrierungstext gelesen wird, um Skalen und Normen des Plans aus den Antworten des Originals zu lernen. Codes, Größe und Format bleiben; eine Epoche dauert etwa fünf Durchläufe durch den Text.</translation>
    </message>
</context>
<context>
    <name>calm::ui::SensitivityPage</name>
    <message>
        <source>Save &amp;heatmap…</source>
        <translation>&amp;Heatmap speichern…</translation>
    </message>
    <message>
        <source>Save the whole heatmap as PNG or SVG</source>
        <translation>Die ganze Heatmap als PNG oder SVG speichern</translation>
    </message>
    <message>
        <source>Save &amp;curves…</source>
        <translation>&amp;Kurven speichern…</translation>
    </message>
    <message>
        <source>Save the curves as PNG or SVG</source>
        <translation>Die Kurven als PNG oder SVG speichern</translation>
    </message>
    <message>
        <source>Save scores as CS&amp;V…</source>
        <translation>Werte als CS&amp;V speichern…</translation>
    </message>
    <message>
        <source>Save every score of every layer and method as a table</source>
        <translation>Jeden Wert jeder Schicht und jedes Verfahrens als Tabelle speichern</translation>
    </message>
    <message>
        <source>Copy hea&amp;tmap</source>
        <translation>Hea&amp;tmap kopieren</translation>
    </message>
    <message>
        <source>Copy the whole heatmap as a picture</source>
        <translation>Die ganze Heatmap als Bild kopieren</translation>
    </message>
    <message>
        <source>Copy c&amp;urves</source>
        <translation>K&amp;urven kopieren</translation>
    </message>
    <message>
        <source>Copy the curves as a picture</source>
        <translation>Die Kurven als Bild kopieren</translation>
    </message>
    <message>
        <source>Copy scores</source>
        <translation>Werte kopieren</translation>
    </message>
    <message>
        <source>Copy the scores as a table for a spreadsheet</source>
        <translation>Die Werte als Tabelle für eine Tabellenkalkulation kopieren</translation>
    </message>
    <message>
        <source>%1: %2 over the layers</source>
        <translation>%1: %2 über die Schichten</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>PNG picture (*.png);;SVG drawing (*.svg)</source>
        <translation>PNG-Bild (*.png);;SVG-Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>The picture was saved as %1.</source>
        <translation>Das Bild wurde als %1 gespeichert.</translation>
    </message>
    <message>
        <source>The picture could not be saved.</source>
        <translation>Das Bild konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Save scores</source>
        <translation>Werte speichern</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>The scores were saved as %1.</source>
        <translation>Die Werte wurden als %1 gespeichert.</translation>
    </message>
    <message>
        <source>The scores could not be saved.</source>
        <translation>Die Werte konnten nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Which score is shown; not necessarily the one that decides</source>
        <translation>Welcher Wert gezeigt wird; nicht unbedingt der entscheidende</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>log(1 − score)</source>
        <translation>log(1 − Wert)</translation>
    </message>
    <message>
        <source>Scores crowd just below 1: log(1 − score) spreads them out. Decibels are logarithmic by themselves.</source>
        <translation>Die Werte drängen sich knapp unter 1: log(1 − Wert) zieht sie auseinander. Dezibel sind von sich aus logarithmisch.</translation>
    </message>
    <message>
        <source>Range of the data</source>
        <translation>Bereich der Daten</translation>
    </message>
    <message>
        <source>Fixed range</source>
        <translation>Fester Bereich</translation>
    </message>
    <message>
        <source>Colours over the scores that are there, or between limits that you set</source>
        <translation>Farben über die vorhandenen Werte oder zwischen gesetzten Grenzen</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
    <message>
        <source>Colour map; Cividis looks the same with colour vision deficiency</source>
        <translation>Farbpalette; Cividis sieht bei Farbfehlsichtigkeit gleich aus</translation>
    </message>
    <message>
        <source>&amp;Score</source>
        <translation>&amp;Wert</translation>
    </message>
    <message>
        <source>Sc&amp;ale</source>
        <translation>S&amp;kala</translation>
    </message>
    <message>
        <source>Ran&amp;ge</source>
        <translation>Berei&amp;ch</translation>
    </message>
    <message>
        <source>C&amp;olours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>Paint</source>
        <translation>Malen</translation>
    </message>
    <message>
        <source>Paint methods</source>
        <translation>Verfahren malen</translation>
    </message>
    <message>
        <source>Drag along a row to use its method for the layers passed over; with Alt to clear them (P in the heatmap). With the keyboard: Ctrl+Shift+Left or Right.</source>
        <translation>Entlang einer Zeile ziehen, um ihr Verfahren für die überstrichenen Schichten zu verwenden; mit Alt, um sie zu löschen (P in der Heatmap). Mit der Tastatur: Strg+Umschalt+Links oder Rechts.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Save or copy the heatmap, the curves and the scores</source>
        <translation>Heatmap, Kurven und Werte speichern oder kopieren</translation>
    </message>
    <message>
        <source>Scores beyond the limits get the colour at the end of the scale</source>
        <translation>Werte jenseits der Grenzen erhalten die Farbe am Ende der Skala</translation>
    </message>
    <message>
        <source>Fro&amp;m</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>Lower limit of the scale</source>
        <translation>Untere Grenze der Skala</translation>
    </message>
    <message>
        <source>&amp;to</source>
        <translation>b&amp;is</translation>
    </message>
    <message>
        <source>Upper limit of the scale</source>
        <translation>Obere Grenze der Skala</translation>
    </message>
    <message>
        <source>Whole range</source>
        <translation>Ganzer Bereich</translation>
    </message>
    <message>
        <source>Take the metric&apos;s whole range again</source>
        <translation>Wieder den ganzen Bereich der Metrik nehmen</translation>
    </message>
    <message>
        <source>As the data now</source>
        <translation>Wie jetzt die Daten</translation>
    </message>
    <message>
        <source>Keep the limits that the scores have now</source>
        <translation>Die Grenzen behalten, die die Werte jetzt haben</translation>
    </message>
    <message>
        <source>Open a model to begin</source>
        <translation>Zum Beginnen ein Modell öffnen</translation>
    </message>
    <message>
        <source>A Hugging Face folder, a GGUF file or a session. Drop it anywhere on this window.</source>
        <translation>Ein Hugging-Face-Ordner, eine GGUF-Datei oder eine Sitzung. Irgendwo auf diesem Fenster ablegen.</translation>
    </message>
    <message>
        <source>Which layers suffer from which method?</source>
        <translation>Welche Schichten leiden unter welchem Verfahren?</translation>
    </message>
    <message>
        <source>&quot;Analyse&quot; quantizes every layer with every method of the pool and compares the outputs with the original&apos;s (CKA). The best method of each layer makes the plan.</source>
        <translation>„Analysieren“ quantisiert jede Schicht mit jedem Verfahren des Pools und vergleicht die Ausgaben mit denen des Originals (CKA). Das beste Verfahren jeder Schicht bildet den Plan.</translation>
    </message>
</context>
<context>
    <name>calm::ui::SettingsDialog</name>
    <message>
        <source> GiB</source>
        <translation> GiB</translation>
    </message>
    <message>
        <source>Give the whole path, starting with /.</source>
        <translation>Den vollständigen Pfad angeben, beginnend mit /.</translation>
    </message>
    <message>
        <source>%1 is not a folder.</source>
        <translation>%1 ist kein Ordner.</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 ist nicht beschreibbar.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Restore defaults</source>
        <translation>Standard &amp;wiederherstellen</translation>
    </message>
    <message>
        <source>Restore defaults</source>
        <translation>Standard wiederherstellen</translation>
    </message>
    <message>
        <source>Put every setting back to what it was on the first start</source>
        <translation>Jede Einstellung auf den Stand des ersten Starts zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this window; changes are kept already</source>
        <translation>Dieses Fenster schließen; Änderungen sind schon übernommen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
    <message>
        <source>&amp;Theme:</source>
        <translation>&amp;Farbschema:</translation>
    </message>
    <message>
        <source>Colours of the window</source>
        <translation>Farben des Fensters</translation>
    </message>
    <message>
        <source>Colour &amp;map:</source>
        <translation>Farb&amp;palette:</translation>
    </message>
    <message>
        <source>Colours of heatmaps. Both get lighter with the score; Cividis looks the same with colour vision deficiency.</source>
        <translation>Farben der Heatmaps. Beide werden mit dem Wert heller; Cividis sieht bei Farbfehlsichtigkeit gleich aus.</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>&amp;Sprache:</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>Sprache des Fensters</translation>
    </message>
    <message>
        <source>Execution</source>
        <translation>Ausführung</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>all (%1)</source>
        <translation>alle (%1)</translation>
    </message>
    <message>
        <source>&amp;Device:</source>
        <translation>&amp;Gerät:</translation>
    </message>
    <message>
        <source>Where work runs. Auto takes a GPU where this build can use one.</source>
        <translation>Wo gerechnet wird. „Auto“ nimmt eine GPU, wenn diese Programmfassung eine nutzen kann.</translation>
    </message>
    <message>
        <source>T&amp;hreads:</source>
        <translation>Th&amp;reads:</translation>
    </message>
    <message>
        <source>Processor threads that work may use</source>
        <translation>Prozessor-Threads, die genutzt werden dürfen</translation>
    </message>
    <message>
        <source>For the open session from its next run on, and for models that are opened from now on. A saved session keeps its own, shown in Set-up.</source>
        <translation>Für die geöffnete Sitzung ab ihrem nächsten Lauf und für künftig geöffnete Modelle. Eine gespeicherte Sitzung behält ihre eigenen Werte, zu sehen in der Einrichtung.</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>least possible</source>
        <translation>so wenig wie möglich</translation>
    </message>
    <message>
        <source>M&amp;emory:</source>
        <translation>Sp&amp;eicher:</translation>
    </message>
    <message>
        <source>An analysis that is estimated to need more does not start</source>
        <translation>Eine Analyse, die voraussichtlich mehr braucht, startet nicht</translation>
    </message>
    <message>
        <source>An analysis that is estimated to need more memory does not start and says what would help. The limit does not stop a run that has begun, and does not bind opening a model, benchmarks or exports.</source>
        <translation>Eine Analyse, die voraussichtlich mehr Speicher braucht, startet nicht und nennt Abhilfe. Die Grenze hält keinen begonnenen Lauf an und gilt nicht für das Öffnen eines Modells, Benchmarks oder Exporte.</translation>
    </message>
    <message>
        <source>%1 At present %2 are free.</source>
        <translation>%1 Derzeit sind %2 frei.</translation>
    </message>
    <message>
        <source>Chec&amp;kpoints:</source>
        <translation>Chec&amp;kpoints:</translation>
    </message>
    <message>
        <source>Disk space for the activations that let an analysis go on from any layer</source>
        <translation>Plattenplatz für die Aktivierungen, mit denen eine Analyse ab jeder Schicht weitergehen kann</translation>
    </message>
    <message>
        <source>With more disk space, &quot;Recompute from here&quot; starts nearer to the layer that was changed. The one checkpoint that a stopped run needs is always kept.</source>
        <translation>Mit mehr Plattenplatz beginnt „Ab hier neu berechnen“ näher an der geänderten Schicht. Der eine Checkpoint, den ein angehaltener Lauf braucht, bleibt immer erhalten.</translation>
    </message>
    <message>
        <source>New models</source>
        <translation>Neue Modelle</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>the Hugging Face cache (HF_HUB_CACHE, HF_HOME, or ~/.cache/huggingface/hub)</source>
        <translation>der Hugging-Face-Cache (HF_HUB_CACHE, HF_HOME oder ~/.cache/huggingface/hub)</translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation>Auswählen...</translation>
    </message>
    <message>
        <source>Choose the cache folder</source>
        <translation>Den Cache-Ordner wählen</translation>
    </message>
    <message>
        <source>Browse for the cache folder</source>
        <translation>Cache-Ordner auswählen</translation>
    </message>
    <message>
        <source>C&amp;ache folder:</source>
        <translation>C&amp;ache-Ordner:</translation>
    </message>
    <message>
        <source>Where models from the Hub are kept</source>
        <translation>Wo Modelle vom Hub aufbewahrt werden</translation>
    </message>
    <message>
        <source>Cache folder</source>
        <translation>Cache-Ordner</translation>
    </message>
    <message>
        <source>%1 (not here)</source>
        <translation>%1 (hier nicht vorhanden)</translation>
    </message>
    <message>
        <source>Takes effect at the next start.</source>
        <translation>Wirkt beim nächsten Start.</translation>
    </message>
    <message>
        <source>This build has no translation for it: texts stay English. Numbers and dates change at the next start.</source>
        <translation>Diese Programmfassung hat dafür keine Übersetzung: Texte bleiben englisch. Zahlen und Daten ändern sich beim nächsten Start.</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>Nicht gespeichert: %1</translation>
    </message>
    <message>
        <source>Models that are there already stay where they are.</source>
        <translation>Dort bereits vorhandene Modelle bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>What is wrong with the start</source>
        <translation>Was am Beginn nicht stimmt</translation>
    </message>
    <message>
        <source>Start &amp;with:</source>
        <translation>&amp;Beginnen mit:</translation>
    </message>
    <message>
        <source>What a newly opened model starts with: the name of a recipe or of a ready-made pool, or methods separated by commas, such as rtn,gptq,awq</source>
        <translation>Womit ein neu geöffnetes Modell beginnt: der Name eines Rezepts oder eines fertigen Pools oder Verfahren mit Kommas getrennt, etwa rtn,gptq,awq</translation>
    </message>
</context>
<context>
    <name>calm::ui::ShareBar</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Shares of the methods</source>
        <translation>Anteile der Verfahren</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
</context>
<context>
    <name>calm::ui::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter shortcuts</source>
        <translation>Tastenkürzel filtern</translation>
    </message>
    <message>
        <source>Show only actions that contain this text</source>
        <translation>Nur Aktionen zeigen, die diesen Text enthalten</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>Kürzel</translation>
    </message>
    <message>
        <source>Actions and the keys that trigger them</source>
        <translation>Aktionen und ihre Tasten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>Dieses Fenster schließen</translation>
    </message>
</context>
<context>
    <name>calm::ui::SimilarityPage</name>
    <message>
        <source>emb.</source>
        <translation>Emb.</translation>
    </message>
    <message>
        <source>embedding</source>
        <translation>Embedding</translation>
    </message>
    <message>
        <source>output of layer %1</source>
        <translation>Ausgabe von Schicht %1</translation>
    </message>
    <message>
        <source>&amp;Compute similarity</source>
        <translation>Ähnlichkeit be&amp;rechnen</translation>
    </message>
    <message>
        <source>Compare the hidden states of all layers on the calibration text (CKA)</source>
        <translation>Die verborgenen Zustände aller Schichten auf dem Kalibrierungstext vergleichen (CKA)</translation>
    </message>
    <message>
        <source>Similarity of layers</source>
        <translation>Ähnlichkeit der Schichten</translation>
    </message>
    <message>
        <source>Arrows move, + and - zoom, 0 shows all</source>
        <translation>Pfeiltasten bewegen, + und - ändern die Vergrößerung, 0 zeigt alles</translation>
    </message>
    <message>
        <source>Open a model to compare its layers</source>
        <translation>Zum Vergleich der Schichten ein Modell öffnen</translation>
    </message>
    <message>
        <source>CKA between all pairs of layers shows which layers do much the same, and where the model changes its mind.</source>
        <translation>CKA zwischen allen Schichtpaaren zeigt, welche Schichten weitgehend dasselbe tun und wo das Modell umschwenkt.</translation>
    </message>
    <message>
        <source>Which layers are alike?</source>
        <translation>Welche Schichten sind einander ähnlich?</translation>
    </message>
    <message>
        <source>Runs the calibration text through the model and compares the hidden states of all pairs of layers by linear CKA: 1 is the same up to rotation and scale. Blocks of similar layers are candidates for the same method.</source>
        <translation>Schickt den Kalibrierungstext durch das Modell und vergleicht die verborgenen Zustände aller Schichtpaare mit linearer CKA: 1 heißt gleich bis auf Drehung und Skalierung. Blöcke ähnlicher Schichten kommen für dasselbe Verfahren in Frage.</translation>
    </message>
    <message>
        <source>About this similarity</source>
        <translation>Zu dieser Ähnlichkeit</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Show all layers</source>
        <translation>Alle Schichten zeigen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the similarity</source>
        <translation>Ähnlichkeit kopieren</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Hybrid (the plan)</source>
        <translation>Hybrid (der Plan)</translation>
    </message>
    <message>
        <source>Whose layers are compared with each other</source>
        <translation>Wessen Schichten miteinander verglichen werden</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>log(1 − CKA)</source>
        <translation>log(1 − CKA)</translation>
    </message>
    <message>
        <source>Similarities crowd just below 1: log(1 − CKA) spreads them out</source>
        <translation>Ähnlichkeiten drängen sich knapp unter 1: log(1 − CKA) zieht sie auseinander</translation>
    </message>
    <message>
        <source>Range of the data</source>
        <translation>Bereich der Daten</translation>
    </message>
    <message>
        <source>Fixed range</source>
        <translation>Fester Bereich</translation>
    </message>
    <message>
        <source>Colours over the values that are there, or from 0 to 1</source>
        <translation>Farben über die vorhandenen Werte oder von 0 bis 1</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
    <message>
        <source>Colour map; Cividis looks the same with colour vision deficiency</source>
        <translation>Farbpalette; Cividis sieht bei Farbfehlsichtigkeit gleich aus</translation>
    </message>
    <message>
        <source>Mo&amp;del</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>Sc&amp;ale</source>
        <translation>S&amp;kala</translation>
    </message>
    <message>
        <source>Ran&amp;ge</source>
        <translation>Berei&amp;ch</translation>
    </message>
    <message>
        <source>C&amp;olours</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>Blocks of similar layers</source>
        <translation>Blöcke ähnlicher Schichten</translation>
    </message>
    <message>
        <source>Threshold slider</source>
        <translation>Schieberegler für die Schwelle</translation>
    </message>
    <message>
        <source>From the embedding on, a block grows by the next layer as long as the mean CKA over all its pairs stays at or above the threshold.</source>
        <translation>Vom Embedding an wächst ein Block um die nächste Schicht, solange die mittlere CKA über alle seine Paare auf oder über der Schwelle bleibt.</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>T&amp;hreshold</source>
        <translation>&amp;Schwelle</translation>
    </message>
    <message>
        <source>Reading of the blocks</source>
        <translation>Deutung der Blöcke</translation>
    </message>
    <message>
        <source>Hidden states</source>
        <translation>Verborgene Zustände</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Mean CKA</source>
        <translation>Mittlere CKA</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>Blöcke</translation>
    </message>
    <message>
        <source>A block is outlined in the picture; choosing one selects its first layer</source>
        <translation>Ein Block ist im Bild umrandet; die Auswahl wählt seine erste Schicht</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>Ko&amp;pieren</translation>
    </message>
    <message>
        <source>Copy as a picture, and as a table for programs that take text</source>
        <translation>Als Bild kopieren, und als Tabelle für Programme, die Text annehmen</translation>
    </message>
    <message>
        <source>Sa&amp;ve…</source>
        <translation>Spe&amp;ichern…</translation>
    </message>
    <message>
        <source>Save the similarity</source>
        <translation>Ähnlichkeit speichern</translation>
    </message>
    <message>
        <source>Save as a picture (PNG, SVG) or as a table (CSV)</source>
        <translation>Als Bild (PNG, SVG) oder als Tabelle (CSV) speichern</translation>
    </message>
    <message>
        <source>Compute similarity</source>
        <translation>Ähnlichkeit berechnen</translation>
    </message>
    <message>
        <source>Embedding, then output of layer</source>
        <translation>Einbettung, dann Ausgabe der Schicht</translation>
    </message>
    <message>
        <source>%1 and %2: CKA %3</source>
        <translation>%1 und %2: CKA %3</translation>
    </message>
    <message>
        <source>This model is quantized already: open the original</source>
        <translation>Dieses Modell ist schon quantisiert: das Original öffnen</translation>
    </message>
    <message>
        <source>The plan has layers without a method: analyse first</source>
        <translation>Der Plan hat Schichten ohne Verfahren: zuerst analysieren</translation>
    </message>
    <message>
        <source>Another job is running: wait for it or cancel it.</source>
        <translation>Es läuft bereits ein Vorgang: abwarten oder abbrechen.</translation>
    </message>
    <message>
        <source>Compute the similarity again</source>
        <translation>Die Ähnlichkeit erneut berechnen</translation>
    </message>
    <message>
        <source>Of the plan: %1.</source>
        <translation>Vom Plan: %1.</translation>
    </message>
    <message>
        <source>Of the original model.</source>
        <translation>Vom Originalmodell.</translation>
    </message>
    <message>
        <source>%1 tokens, %2 wide.</source>
        <translation>%1 Token, Breite %2.</translation>
    </message>
    <message>
        <source>CKA is inflated below 4 tokens for each of the width: use a larger calibration to compare numbers.</source>
        <translation>Bei weniger als dem Vierfachen der Breite an Token fällt die CKA zu hoch aus: zum Vergleich von Zahlen eine größere Kalibrierung verwenden.</translation>
    </message>
    <message>
        <source>Computed for an earlier plan or other calibration: compute it again.</source>
        <translation>Für einen früheren Plan oder eine andere Kalibrierung berechnet: neu berechnen.</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>No two neighbours are that similar.</source>
        <translation>Keine zwei Nachbarn sind einander so ähnlich.</translation>
    </message>
    <message numerus="yes">
        <source>%n blocks of several layers; the longest runs from %1 to %2.</source>
        <translation>
            <numerusform>%n Block aus mehreren Schichten; der längste reicht von %1 bis %2.</numerusform>
            <numerusform>%n Blöcke aus mehreren Schichten; der längste reicht von %1 bis %2.</numerusform>
        </translation>
    </message>
    <message>
        <source>The largest change between neighbours: %1 to %2, CKA %3.</source>
        <translation>Die größte Änderung zwischen Nachbarn: %1 zu %2, CKA %3.</translation>
    </message>
    <message>
        <source>The similarity could not be written to %1: %2</source>
        <translation>Die Ähnlichkeit konnte nicht nach %1 geschrieben werden: %2</translation>
    </message>
    <message>
        <source>Picture (*.png);;Vector picture (*.svg);;Table (*.csv)</source>
        <translation>Bild (*.png);;Vektorbild (*.svg);;Tabelle (*.csv)</translation>
    </message>
</context>
<context>
    <name>calm::ui::StageEditor</name>
    <message>
        <source>From %1 to %2.</source>
        <translation>Von %1 bis %2.</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>The quantization method of this stage</source>
        <translation>Das Quantisierungsverfahren dieser Stufe</translation>
    </message>
    <message>
        <source>Remove stage</source>
        <translation>Stufe entfernen</translation>
    </message>
    <message>
        <source>Take this stage out of the method</source>
        <translation>Diese Stufe aus dem Verfahren nehmen</translation>
    </message>
    <message>
        <source>Default (%1)</source>
        <translation>Vorgabewert (%1)</translation>
    </message>
</context>
<context>
    <name>calm::ui::StartPage</name>
    <message>
        <source>GGUF file</source>
        <translation>GGUF-Datei</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Model folder</source>
        <translation>Modellordner</translation>
    </message>
    <message>
        <source>Quantize a language model, layer by layer</source>
        <translation>Ein Sprachmodell Schicht für Schicht quantisieren</translation>
    </message>
    <message>
        <source>Open a model, press &lt;b&gt;Analyse&lt;/b&gt;: every layer is tried with every method of the pool, and the best of each makes the plan. Change what you like, measure it, export it.</source>
        <translation>Ein Modell öffnen, &lt;b&gt;Analysieren&lt;/b&gt; drücken: jede Schicht wird mit jedem Verfahren des Pools geprüft, und das jeweils beste bildet den Plan. Nach Belieben ändern, messen, exportieren.</translation>
    </message>
    <message>
        <source>You can also drop a model folder, a GGUF file or a session anywhere on this window.</source>
        <translation>Ein Modellordner, eine GGUF-Datei oder eine Sitzung lässt sich auch irgendwo auf diesem Fenster ablegen.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>&amp;Recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Recent models and sessions</source>
        <translation>Zuletzt geöffnete Modelle und Sitzungen</translation>
    </message>
    <message>
        <source>Enter opens one, Delete takes it off the list</source>
        <translation>Eingabe öffnet, Entf nimmt einen Eintrag von der Liste</translation>
    </message>
    <message>
        <source>What was open before, the latest first</source>
        <translation>Was zuvor geöffnet war, das Neueste zuerst</translation>
    </message>
    <message>
        <source>Models and sessions that you open are listed here.</source>
        <translation>Geöffnete Modelle und Sitzungen erscheinen hier.</translation>
    </message>
    <message>
        <source>Take off this list</source>
        <translation>Von dieser Liste nehmen</translation>
    </message>
    <message>
        <source>The files stay where they are</source>
        <translation>Die Dateien bleiben, wo sie sind</translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation>%1
%2</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>%1, %2, cannot be opened: %3</source>
        <translation>%1, %2, nicht zu öffnen: %3</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Take off this list</source>
        <translation>&amp;Von dieser Liste nehmen</translation>
    </message>
</context>
<context>
    <name>calm::ui::TextSourceEdit</name>
    <message>
        <source>Text or JSONL file</source>
        <translation>Text- oder JSONL-Datei</translation>
    </message>
    <message>
        <source>Token file (JSON)</source>
        <translation>Token-Datei (JSON)</translation>
    </message>
    <message>
        <source>Text source</source>
        <translation>Textquelle</translation>
    </message>
    <message>
        <source>Where the text comes from. A file can also be dropped here.</source>
        <translation>Woher der Text kommt. Eine Datei kann auch hier abgelegt werden.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Path of the file</source>
        <translation>Pfad der Datei</translation>
    </message>
    <message>
        <source>Browse...</source>
        <translation>Auswählen...</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>Die Datei wählen</translation>
    </message>
    <message>
        <source>Browse for the file</source>
        <translation>Datei auswählen</translation>
    </message>
    <message>
        <source>Choose a file, or use the bundled text.</source>
        <translation>Eine Datei wählen oder den mitgelieferten Text verwenden.</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1 existiert nicht.</translation>
    </message>
    <message>
        <source>%1 is not a file.</source>
        <translation>%1 ist keine Datei.</translation>
    </message>
    <message>
        <source>%1 cannot be read: no permission.</source>
        <translation>%1 ist nicht lesbar: keine Berechtigung.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 ist leer.</translation>
    </message>
    <message>
        <source>Open a token file</source>
        <translation>Eine Token-Datei öffnen</translation>
    </message>
    <message>
        <source>Open a text</source>
        <translation>Einen Text öffnen</translation>
    </message>
    <message>
        <source>Token ids (*.json);;All files (*)</source>
        <translation>Token-IDs (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md *.jsonl);;All files (*)</source>
        <translation>Texte (*.txt *.md *.jsonl);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>A JSON file {&quot;ids&quot;: [[...], [...]]}: one list of token ids a sequence</source>
        <translation>Eine JSON-Datei {&quot;ids&quot;: [[...], [...]]}: eine Liste von Token-IDs je Sequenz</translation>
    </message>
    <message>
        <source>A UTF-8 text, or JSON lines with a &quot;text&quot; each</source>
        <translation>Ein UTF-8-Text oder JSON-Zeilen mit je einem &quot;text&quot;</translation>
    </message>
</context>
<context>
    <name>calm::ui::TryItPage</name>
    <message>
        <source>Open a model to try it</source>
        <translation>Zum Ausprobieren ein Modell öffnen</translation>
    </message>
    <message>
        <source>One prompt, two variants side by side: see where a quantized model&apos;s answer departs from the original&apos;s, and how fast each writes.</source>
        <translation>Ein Prompt, zwei Varianten nebeneinander: sichtbar wird, wo die Antwort eines quantisierten Modells von der des Originals abweicht und wie schnell jede schreibt.</translation>
    </message>
    <message>
        <source>Ask something, or give the beginning of a text</source>
        <translation>Eine Frage stellen oder den Anfang eines Textes geben</translation>
    </message>
    <message>
        <source>Explain in two sentences why the sky is blue.</source>
        <translation>Erkläre in zwei Sätzen, warum der Himmel blau ist.</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>What both variants are given. Ctrl+Enter generates.</source>
        <translation>Was beide Varianten erhalten. Strg+Eingabe erzeugt.</translation>
    </message>
    <message>
        <source>P&amp;rompt</source>
        <translation>P&amp;rompt</translation>
    </message>
    <message>
        <source>System message</source>
        <translation>Systemnachricht</translation>
    </message>
    <message>
        <source>What the model is told about its role, before the prompt</source>
        <translation>Was dem Modell vor dem Prompt über seine Rolle gesagt wird</translation>
    </message>
    <message>
        <source>S&amp;ystem message</source>
        <translation>S&amp;ystemnachricht</translation>
    </message>
    <message>
        <source>Use the model&apos;s &amp;chat template</source>
        <translation>&amp;Chat-Vorlage des Modells verwenden</translation>
    </message>
    <message>
        <source>Use the model&apos;s chat template</source>
        <translation>Chat-Vorlage des Modells verwenden</translation>
    </message>
    <message>
        <source>Puts the prompt between the markers that the model was trained to answer to. Without it the model goes on with the text as it stands.</source>
        <translation>Setzt den Prompt zwischen die Markierungen, auf die das Modell zu antworten gelernt hat. Sonst setzt das Modell den Text fort, wie er dasteht.</translation>
    </message>
    <message>
        <source>Chat template</source>
        <translation>Chat-Vorlage</translation>
    </message>
    <message>
        <source>&amp;Generate</source>
        <translation>Er&amp;zeugen</translation>
    </message>
    <message>
        <source>Generate with both variants</source>
        <translation>Mit beiden Varianten erzeugen</translation>
    </message>
    <message>
        <source>St&amp;op</source>
        <translation>St&amp;opp</translation>
    </message>
    <message>
        <source>Stop generating</source>
        <translation>Erzeugen anhalten</translation>
    </message>
    <message>
        <source>Stop; what is written stays</source>
        <translation>Anhalten; Geschriebenes bleibt stehen</translation>
    </message>
    <message>
        <source>Copy as command line</source>
        <translation>Als Befehlszeile kopieren</translation>
    </message>
    <message>
        <source>The same with the calm command, for a terminal or a script</source>
        <translation>Dasselbe mit dem Befehl calm, für ein Terminal oder ein Skript</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Le&amp;ft</source>
        <translation>&amp;Links</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>R&amp;ight</source>
        <translation>Rech&amp;ts</translation>
    </message>
    <message>
        <source>The text appears here as it is generated.</source>
        <translation>Hier erscheint der Text, während er erzeugt wird.</translation>
    </message>
    <message>
        <source>Difference of the texts</source>
        <translation>Unterschied der Texte</translation>
    </message>
    <message>
        <source>Show the first difference</source>
        <translation>Ersten Unterschied zeigen</translation>
    </message>
    <message>
        <source>Moves both texts to the first token that differs</source>
        <translation>Bringt beide Texte zum ersten abweichenden Token</translation>
    </message>
    <message>
        <source>The model has none: sent as plain text.</source>
        <translation>Das Modell hat keine: wird als reiner Text gesendet.</translation>
    </message>
    <message>
        <source>Template not supported: sent as plain text.</source>
        <translation>Vorlage nicht unterstützt: wird als reiner Text gesendet.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Give a prompt first</source>
        <translation>Zuerst einen Prompt angeben</translation>
    </message>
    <message>
        <source>The variants are generating</source>
        <translation>Die Varianten erzeugen gerade</translation>
    </message>
    <message>
        <source>Another job is running: wait for it or cancel it.</source>
        <translation>Es läuft bereits ein Vorgang: abwarten oder abbrechen.</translation>
    </message>
    <message>
        <source>Generate with both variants, one after the other (Ctrl+Enter in the prompt)</source>
        <translation>Mit beiden Varianten nacheinander erzeugen (Strg+Eingabe im Prompt)</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message numerus="yes">
        <source>Preparing: quantizing what is missing, loading the weights, reading %n tokens of prompt</source>
        <translation>
            <numerusform>Vorbereitung: Fehlendes quantisieren, Gewichte laden, %n Token Prompt lesen</numerusform>
            <numerusform>Vorbereitung: Fehlendes quantisieren, Gewichte laden, %n Token Prompt lesen</numerusform>
        </translation>
    </message>
    <message>
        <source>cut at the length asked for</source>
        <translation>bei der verlangten Länge abgeschnitten</translation>
    </message>
    <message>
        <source>ended by the model</source>
        <translation>vom Modell beendet</translation>
    </message>
    <message numerus="yes">
        <source>%n tokens · stopped</source>
        <translation>
            <numerusform>%n Token · angehalten</numerusform>
            <numerusform>%n Token · angehalten</numerusform>
        </translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message numerus="yes">
        <source>Both wrote the same %n tokens.</source>
        <translation>
            <numerusform>Beide schrieben dasselbe eine Token (%n).</numerusform>
            <numerusform>Beide schrieben dieselben %n Token.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The same so far: %n tokens.</source>
        <translation>
            <numerusform>Bisher gleich: %n Token.</numerusform>
            <numerusform>Bisher gleich: %n Token.</numerusform>
        </translation>
    </message>
    <message>
        <source>The first difference is token %1. %2 of %3 tokens on the left and %4 of %5 on the right are not in the other text.</source>
        <translation>Der erste Unterschied ist Token %1. %2 von %3 Token links und %4 von %5 rechts fehlen im anderen Text.</translation>
    </message>
</context>
<context>
    <name>calm::ui::Tuning</name>
    <message>
        <source>Scales tuned: KL to the original %1 → %2 on the calibration text</source>
        <translation>Skalen nachgestellt: KL zum Original %1 → %2 auf dem Kalibrierungstext</translation>
    </message>
    <message>
        <source>KL to the original %1 → %2 on held-out text</source>
        <translation>KL zum Original %1 → %2 auf zurückgehaltenem Text</translation>
    </message>
    <message>
        <source>Scales tuned: %1</source>
        <translation>Skalen nachgestellt: %1</translation>
    </message>
    <message>
        <source>Tuning is not used, it made things worse: %1</source>
        <translation>Das Nachstellen wird nicht verwendet, es hat verschlechtert: %1</translation>
    </message>
</context>
<context>
    <name>calm::ui::VariantBox</name>
    <message>
        <source>This model</source>
        <translation>Dieses Modell</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Hybrid (the plan)</source>
        <translation>Hybrid (der Plan)</translation>
    </message>
    <message>
        <source>Plan: %1</source>
        <translation>Plan: %1</translation>
    </message>
</context>
<context>
    <name>calm::ui::WeightErrorView</name>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bit</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Weight errors</source>
        <translation>Gewichtsfehler</translation>
    </message>
    <message>
        <source>Distance of the quantized weights from the original&apos;s, relative to their size. Scales that a method moves into the neighbouring norm or linear do not count.</source>
        <translation>Abstand der quantisierten Gewichte von denen des Originals, bezogen auf ihre Größe. Skalen, die ein Verfahren in die benachbarte Norm oder lineare Schicht verlagert, zählen nicht.</translation>
    </message>
</context>
<context>
    <name>calm::ui::Workspace</name>
    <message>
        <source>The pool needs at least one method.</source>
        <translation>Der Pool braucht mindestens ein Verfahren.</translation>
    </message>
    <message>
        <source>Reading the session&apos;s analyses</source>
        <translation>Lesen der Analysen der Sitzung</translation>
    </message>
    <message>
        <source>The session&apos;s analyses of layers could not be read.</source>
        <translation>Die Schichtanalysen der Sitzung konnten nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>Zuerst ein Modell öffnen.</translation>
    </message>
    <message>
        <source>Distributions of %1</source>
        <translation>Verteilungen von %1</translation>
    </message>
    <message>
        <source>Restoration of %1</source>
        <translation>Wiederherstellung von %1</translation>
    </message>
    <message>
        <source>Weight errors of %1</source>
        <translation>Gewichtsfehler von %1</translation>
    </message>
    <message>
        <source>Similarity of the layers of %1</source>
        <translation>Ähnlichkeit der Schichten von %1</translation>
    </message>
    <message>
        <source>The layers could not be analysed.</source>
        <translation>Die Schichten konnten nicht analysiert werden.</translation>
    </message>
    <message>
        <source>Generating with %1</source>
        <translation>Erzeugen mit %1</translation>
    </message>
    <message>
        <source>The text could not be generated.</source>
        <translation>Der Text konnte nicht erzeugt werden.</translation>
    </message>
    <message>
        <source>It is estimated to need %1 of memory, more than the limit of %2 in the settings. Use fewer or shorter calibration sequences, or raise the limit.</source>
        <translation>Sie braucht voraussichtlich %1 Speicher, mehr als die Grenze von %2 in den Einstellungen. Weniger oder kürzere Kalibrierungssequenzen verwenden oder die Grenze anheben.</translation>
    </message>
    <message>
        <source>Stop and open</source>
        <translation>Anhalten und öffnen</translation>
    </message>
    <message>
        <source>%1 could not be opened.</source>
        <translation>%1 konnte nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>Öffnen von %1</translation>
    </message>
    <message>
        <source>Opening session %1</source>
        <translation>Öffnen der Sitzung %1</translation>
    </message>
    <message>
        <source>The model&apos;s files changed since this session was saved: all its scores are marked stale.</source>
        <translation>Die Dateien des Modells haben sich seit dem Speichern dieser Sitzung geändert: alle Werte sind als veraltet markiert.</translation>
    </message>
    <message>
        <source>The session can move to another folder once the analysis has ended.</source>
        <translation>Die Sitzung kann in einen anderen Ordner umziehen, sobald die Analyse beendet ist.</translation>
    </message>
    <message>
        <source>Saving the session</source>
        <translation>Speichern der Sitzung</translation>
    </message>
    <message>
        <source>The session could not be saved.</source>
        <translation>Die Sitzung konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Analysing %1 from layer %2</source>
        <translation>Analyse von %1 ab Schicht %2</translation>
    </message>
    <message>
        <source>Analysing %1</source>
        <translation>Analyse von %1</translation>
    </message>
    <message>
        <source>The analysis stopped with an error. What was scored is kept.</source>
        <translation>Die Analyse endete mit einem Fehler. Bereits Bewertetes bleibt erhalten.</translation>
    </message>
    <message>
        <source>The analysis was stopped. &quot;Analyse&quot; goes on from the last decided layer.</source>
        <translation>Die Analyse wurde angehalten. „Analysieren“ geht ab der letzten entschiedenen Schicht weiter.</translation>
    </message>
    <message>
        <source>The analysis is complete.</source>
        <translation>Die Analyse ist vollständig.</translation>
    </message>
    <message>
        <source>Benchmarking %1</source>
        <translation>Benchmark von %1</translation>
    </message>
    <message>
        <source>The benchmark stopped with an error.</source>
        <translation>Der Benchmark endete mit einem Fehler.</translation>
    </message>
    <message>
        <source>Estimating time and memory</source>
        <translation>Schätzung von Zeit und Speicher</translation>
    </message>
    <message>
        <source>keep the plan as %1</source>
        <translation>Plan als %1 merken</translation>
    </message>
    <message>
        <source>The plan was not kept.</source>
        <translation>Der Plan wurde nicht gemerkt.</translation>
    </message>
    <message>
        <source>duplicate %1</source>
        <translation>%1 duplizieren</translation>
    </message>
    <message>
        <source>The plan was not duplicated.</source>
        <translation>Der Plan wurde nicht dupliziert.</translation>
    </message>
    <message>
        <source>rename %1</source>
        <translation>%1 umbenennen</translation>
    </message>
    <message>
        <source>The plan was not renamed.</source>
        <translation>Der Plan wurde nicht umbenannt.</translation>
    </message>
    <message>
        <source>delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message numerus="yes">
        <source>delete %n plans</source>
        <translation>
            <numerusform>%n Plan löschen</numerusform>
            <numerusform>%n Pläne löschen</numerusform>
        </translation>
    </message>
    <message>
        <source>make %1 the current plan</source>
        <translation>%1 zum aktuellen Plan machen</translation>
    </message>
    <message>
        <source>%1 cannot be the current plan.</source>
        <translation>%1 kann nicht der aktuelle Plan sein.</translation>
    </message>
    <message>
        <source>Plans under a budget for %1</source>
        <translation>Pläne unter einem Budget für %1</translation>
    </message>
    <message>
        <source>These plans are kept already.</source>
        <translation>Diese Pläne sind schon gemerkt.</translation>
    </message>
    <message numerus="yes">
        <source>keep %n plans</source>
        <translation>
            <numerusform>%n Plan merken</numerusform>
            <numerusform>%n Pläne merken</numerusform>
        </translation>
    </message>
    <message>
        <source>Refining the plan of %1</source>
        <translation>Plan von %1 wird verfeinert</translation>
    </message>
    <message>
        <source>The plan could not be refined.</source>
        <translation>Der Plan konnte nicht verfeinert werden.</translation>
    </message>
    <message>
        <source>The refinement was stopped. What was tried is kept; &quot;Refine plan&quot; goes on from there.</source>
        <translation>Die Verfeinerung wurde angehalten. Was probiert wurde, bleibt erhalten; „Plan verfeinern“ macht dort weiter.</translation>
    </message>
    <message>
        <source>refine the plan</source>
        <translation>Plan verfeinern</translation>
    </message>
    <message>
        <source>Refined plan</source>
        <translation>Verfeinerter Plan</translation>
    </message>
    <message>
        <source>Swaps tried: %1, kept: %2.</source>
        <translation>Probierte Tausche: %1, behalten: %2.</translation>
    </message>
    <message>
        <source>Nothing is left to try.</source>
        <translation>Es ist nichts mehr zu probieren.</translation>
    </message>
    <message>
        <source>Another run tries more.</source>
        <translation>Ein weiterer Lauf probiert mehr.</translation>
    </message>
    <message>
        <source>KL to the original on %1 tokens of calibration text: %2 → %3.</source>
        <translation>KL zum Original auf %1 Token Kalibriertext: %2 → %3.</translation>
    </message>
    <message>
        <source>The plan was refined.</source>
        <translation>Der Plan wurde verfeinert.</translation>
    </message>
    <message>
        <source>No swap brought the model closer to the original.</source>
        <translation>Kein Tausch hat das Modell dem Original nähergebracht.</translation>
    </message>
    <message>
        <source>The plan was refined: KL to the original %1 → %2 on held-out text, 95 % interval of the change %3 to %4.</source>
        <translation>Der Plan wurde verfeinert: KL zum Original %1 → %2 auf zurückgehaltenem Text, 95-%-Intervall der Änderung %3 bis %4.</translation>
    </message>
    <message>
        <source>Stop and open?</source>
        <translation>Anhalten und öffnen?</translation>
    </message>
    <message>
        <source>%1 is still running. What is done so far is kept; the rest is stopped.</source>
        <translation>%1 läuft noch. Bisher Erledigtes bleibt erhalten; der Rest wird abgebrochen.</translation>
    </message>
    <message>
        <source>Replace the session?</source>
        <translation>Sitzung ersetzen?</translation>
    </message>
    <message>
        <source>There is a session in %1 already. It would be lost.</source>
        <translation>In %1 liegt schon eine Sitzung. Sie ginge verloren.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>recovered plans</source>
        <translation>wiederhergestellte Pläne</translation>
    </message>
    <message>
        <source>Edits that were made during the last run are recovered; undo takes them back.</source>
        <translation>Änderungen aus dem letzten Lauf sind wiederhergestellt; Rückgängig nimmt sie zurück.</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open without saving?</source>
        <translation>Ohne Speichern öffnen?</translation>
    </message>
    <message>
        <source>The session could not be saved, so the last changes would be lost.</source>
        <translation>Die Sitzung konnte nicht gespeichert werden; die letzten Änderungen gingen verloren.</translation>
    </message>
    <message>
        <source>Open without saving</source>
        <translation>Ohne Speichern öffnen</translation>
    </message>
    <message>
        <source>Close without saving?</source>
        <translation>Ohne Speichern schließen?</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>Ohne Speichern schließen</translation>
    </message>
</context>
<context>
    <name>calm_workbench</name>
    <message>
        <source>Scores quantization methods per layer of a language model, live.</source>
        <translation>Bewertet Quantisierungsverfahren je Schicht eines Sprachmodells, fortlaufend.</translation>
    </message>
    <message>
        <source>A model folder, a .gguf file or a session.</source>
        <translation>Ein Modellordner, eine .gguf-Datei oder eine Sitzung.</translation>
    </message>
    <message>
        <source>Open this model folder or .gguf file.</source>
        <translation>Diesen Modellordner oder diese .gguf-Datei öffnen.</translation>
    </message>
    <message>
        <source>Open this session, or keep the model&apos;s session there.</source>
        <translation>Diese Sitzung öffnen oder die Sitzung des Modells dort ablegen.</translation>
    </message>
    <message>
        <source>Start the analysis once the model is open.</source>
        <translation>Die Analyse beginnen, sobald das Modell geöffnet ist.</translation>
    </message>
    <message>
        <source>Size of the window, such as 1280x800.</source>
        <translation>Größe des Fensters, etwa 1280x800.</translation>
    </message>
    <message>
        <source>light, dark or system, for this run only.</source>
        <translation>light, dark oder system, nur für diesen Lauf.</translation>
    </message>
    <message>
        <source>Write a picture of the window when it quits, or when --analyse has ended.</source>
        <translation>Beim Beenden, oder wenn --analyse fertig ist, ein Bild des Fensters schreiben.</translation>
    </message>
    <message>
        <source>Quit after this many milliseconds.</source>
        <translation>Nach so vielen Millisekunden beenden.</translation>
    </message>
    <message>
        <source>--size wants WIDTHxHEIGHT, such as 1280x800.</source>
        <translation>--size verlangt BREITExHÖHE, etwa 1280x800.</translation>
    </message>
    <message>
        <source>--page: there is no page &quot;%1&quot;.</source>
        <translation>--page: Es gibt keine Seite „%1“.</translation>
    </message>
    <message>
        <source>--quit-after wants milliseconds.</source>
        <translation>--quit-after verlangt Millisekunden.</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 ist nicht beschreibbar.</translation>
    </message>
    <message>
        <source>Write the report of --session as .pdf or .html and quit, without a window or a display.</source>
        <translation>Den Bericht von --session als .pdf oder .html schreiben und beenden, ohne Fenster und ohne Anzeige.</translation>
    </message>
    <message>
        <source>--report wants the session&apos;s folder, with --session.</source>
        <translation>--report verlangt den Ordner der Sitzung, mit --session.</translation>
    </message>
    <message>
        <source>There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set). Start it on a desktop or under xvfb-run; the command line program calm does the same without one.</source>
        <translation>Es gibt keine Anzeige (weder DISPLAY noch WAYLAND_DISPLAY ist gesetzt). Auf einem Desktop oder unter xvfb-run starten; das Befehlszeilenprogramm calm leistet dasselbe ohne Anzeige.</translation>
    </message>
    <message>
        <source>For pictures: click these buttons, by their object names, as soon as each can be.</source>
        <translation>Für Bilder: diese Schaltflächen nach ihren Objektnamen anklicken, sobald es jeweils geht.</translation>
    </message>
    <message>
        <source>Show this page: start, sensitivity, plan, benchmark, similarity, tryit, layer, log, history or help; or this dialog: settings, budget, refine, export, report, hub, shortcuts or about.</source>
        <translation>Diese Seite zeigen: start, sensitivity, plan, benchmark, similarity, tryit, layer, log, history oder help; oder diesen Dialog: settings, budget, refine, export, report, hub, shortcuts oder about.</translation>
    </message>
</context>
</TS>
