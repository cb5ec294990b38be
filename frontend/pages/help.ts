// Asking a hall for help by phone, without a ticket; what follows is the request's own page.

import { render } from "lit";

import { helpWords } from "../generated/help";
import { HomeRequest, initial, type RequestState } from "../help/home-request";
import { requestView } from "../help/view-request";
import { Http } from "../shared/http";
import { say, type Text } from "../shared/language";
import { Shown, type PageConfig } from "../shared/page";
import { openPhonePage } from "../shared/phone-page";
import { Reach } from "../shared/reach";

interface HelpConfig extends PageConfig {
  readonly hall: string;
  readonly name: Text;
  readonly service: string | null;
}

const { config, root, focus } = openPhonePage<HelpConfig>();
const shown = new Shown<RequestState>({ ...initial, draft: { ...initial.draft, service: config.service ?? "" } }, draw);
const redraw = (): void => shown.change({});
const request = new HomeRequest(shown, new Http(), new Reach(redraw), config.hall);

function draw(state: RequestState): void {
  render(requestView(state, request, config.name, redraw), root);
  document.title = say(helpWords.form.title);
  focus.keep();
}

redraw();
void request.start();
