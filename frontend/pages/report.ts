// Reporting what could not get done, on a phone; what follows is the record's own page.

import { render } from "lit";

import type { FilesTaken } from "../attaching/attaching";
import { initial, Reporting, type ReportState } from "../case/reporting";
import { reportView } from "../case/view-report";
import { caseWords } from "../generated/case";
import { Http } from "../shared/http";
import { say, type Text } from "../shared/language";
import { Shown, type PageConfig } from "../shared/page";
import { openPhonePage } from "../shared/phone-page";
import { Reach } from "../shared/reach";

interface ReportConfig extends PageConfig {
  readonly hall: string;
  readonly name: Text;
  readonly ticket: string | null;
  readonly files: FilesTaken;
}

const { config, root, focus } = openPhonePage<ReportConfig>();
const shown = new Shown<ReportState>(initial, draw);
const redraw = (): void => shown.change({});
const reporting = new Reporting(shown, new Http(), new Reach(redraw), config.hall, config.ticket, config.files);

function draw(state: ReportState): void {
  render(reportView(state, reporting, config.name, redraw), root);
  document.title = say(caseWords.report.title);
  focus.keep();
}

redraw();
void reporting.start();
