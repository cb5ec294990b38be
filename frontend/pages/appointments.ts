// Everybody's appointments, for staff. Nobody signed in: the sign-in page first; ?hall= chooses one of several.

import { Appointments } from "../appointments/appointments";
import { drawAppointments } from "../appointments/view";
import { openForStaff } from "../staff/page";

openForStaff((root, session, code) => new Appointments(root, drawAppointments, session, code).start());
