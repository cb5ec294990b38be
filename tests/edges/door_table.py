"""Every door, and who passes it: written down by hand, so that no door opens unseen."""

# Nobody is asked who they are.
PUBLIC = """
GET /halls
GET /halls/<hall>
GET /halls/<hall>/services
GET /halls/<hall>/elsewhere
GET /halls/<hall>/plan.svg
POST /halls/<hall>/tickets
GET /tickets/<ticket>
DELETE /tickets/<ticket>
GET /tickets/<ticket>/why/<number>
GET /tickets/<ticket>/escalation
GET /tickets/<ticket>/review
POST /halls/<hall>/escalations
GET /escalations/<escalation>
POST /escalations/<escalation>/notes
POST /escalations/<escalation>/attachments
GET /escalations/<escalation>/attachments/<file>
POST /escalations/<escalation>/withdraw
POST /halls/<hall>/assistance
POST /tickets/<ticket>/assistance
GET /tickets/<ticket>/assistance
GET /assistance/<assistance>
POST /assistance/<assistance>/withdraw
GET /tickets/<ticket>/slip.pdf
GET /tickets/<ticket>/slip.escpos
GET /tickets/<ticket>/notice.pdf
GET /tickets/<ticket>/notice.escpos
GET /tickets/<ticket>/refusal.pdf
GET /tickets/<ticket>/refusal.escpos
POST /session
POST /halls/<hall>/speech
GET /halls/<hall>/slots
POST /halls/<hall>/appointments
GET /appointments/<appointment>
PATCH /appointments/<appointment>
DELETE /appointments/<appointment>
POST /appointments/<appointment>/confirm
GET /appointments/<appointment>/calendar.ics
GET /appointments/<appointment>/materials
POST /appointments/<appointment>/materials
DELETE /appointments/<appointment>/materials/<file>
GET /appointments/<appointment>/code.svg
GET /appointments/<appointment>/code.png
POST /halls/<hall>/check-in
"""
# These alone pass; the clerk of another hall passes none that speaks of this hall.
RESTRICTED = """
POST /tickets/<ticket>/review                           visitor kiosk foreign-kiosk
GET /windows/<window>/review                            -
GET /halls/<hall>/door-code                             -
POST /halls/<hall>/plan/look                            admin manager
POST /halls/<hall>/plan                                 admin manager
DELETE /halls/<hall>/plan                               admin manager
GET /halls/<hall>/reviews                               manager
GET /halls/<hall>/reviews/mine                          clerk
GET /halls/<hall>/reviews/figures                       manager county
GET /halls/<hall>/assistance                            greeter clerk manager
GET /halls/<hall>/assistance/figures                    greeter clerk manager county
GET /halls/<hall>/aides                                 greeter clerk manager
POST /assistance/<assistance>/assign                    greeter clerk manager
POST /assistance/<assistance>/start                     greeter clerk manager
POST /assistance/<assistance>/release                   greeter clerk manager
POST /assistance/<assistance>/steps                     greeter clerk manager
POST /assistance/<assistance>/done                      greeter clerk manager
POST /assistance/<assistance>/asker                     greeter clerk manager
GET /halls/<hall>/one-time-notices                      manager county
GET /halls/<hall>/one-time-notices/figures              manager county
GET /reviews/<review>                                   manager
POST /reviews/<review>/verify                           manager
POST /reviews/<review>/reply                            manager
POST /reviews/<review>/call-back                        manager
POST /reviews/<review>/improve                          manager
POST /reviews/<review>/unmask                           manager
POST /reviews/<review>/appeal                           clerk
POST /reviews/<review>/escalate                         manager
GET /reviews/<review>/records                           manager
POST /reviews/<review>/decide                           manager
POST /tickets/<ticket>/escalate                         greeter clerk escalation manager
GET /halls/<hall>/escalations                           escalation department manager county
GET /halls/<hall>/escalations/figures                   escalation manager county
GET /halls/<hall>/escalations/repeated                  escalation manager county
GET /halls/<hall>/escalations.xlsx                      escalation department manager county
POST /escalations/<escalation>/permit                   escalation department manager county
GET /escalations/<escalation>/form.pdf                  escalation department manager county
GET /escalations/<escalation>/file.pdf                  escalation department manager county
GET /halls/<hall>/escalations/counts                    escalation department manager county
POST /escalations/<escalation>/accept                   escalation manager county
POST /escalations/<escalation>/out-of-scope             escalation manager county
POST /escalations/<escalation>/confirm                  escalation manager county
POST /escalations/<escalation>/resolve-now              escalation manager county
POST /escalations/<escalation>/assign                   escalation manager county
POST /escalations/<escalation>/sign                     department
POST /escalations/<escalation>/return                   department
POST /escalations/<escalation>/extend                   department
POST /escalations/<escalation>/resolve                  escalation department manager county
POST /escalations/<escalation>/reply                    escalation department manager county
POST /escalations/<escalation>/call-back                escalation manager county
POST /escalations/<escalation>/unreachable              escalation manager county
POST /escalations/<escalation>/rectify                  escalation department manager county
POST /escalations/<escalation>/archive                  escalation manager county
POST /escalations/<escalation>/reopen                   escalation manager county
POST /escalations/<escalation>/reporter                 escalation department manager county
GET /halls/<hall>/departments                           escalation manager county admin
POST /halls/<hall>/departments                          admin
GET /halls/<hall>/services/<service>/on-duty            greeter clerk escalation manager county
POST /halls/<hall>/hotline-orders                       greeter clerk escalation manager county
POST /halls/<hall>/hotline-orders/import                greeter clerk escalation manager county
GET /halls/<hall>/hotline-orders/<order>                greeter clerk escalation department manager county
POST /escalations/<escalation>/hotline-order            escalation manager county
POST /windows/<window>/extension                        manager
GET /halls/<hall>/tickets                               greeter clerk escalation manager
POST /halls/<hall>/tickets/emergency                     greeter manager
POST /halls/<hall>/scan                                  greeter clerk escalation manager kiosk
GET /halls/<hall>/appointments                           greeter clerk escalation manager
POST /appointments/<appointment>/details                 greeter clerk manager
GET /appointments/<appointment>/materials/<file>         clerk manager
POST /appointments/<appointment>/materials/<material>/answer clerk manager
GET /halls/<hall>/prereviews                             clerk manager
POST /halls/<hall>/appointments/find                     greeter clerk escalation manager
POST /halls/<hall>/check-in/expected                     greeter clerk escalation manager kiosk
POST /appointments/<appointment>/excuse                  manager
POST /appointments/<appointment>/visit                   greeter clerk manager
POST /halls/<hall>/home-visits/list.pdf                  greeter clerk manager
POST /halls/<hall>/booking-standing                      greeter clerk manager
POST /halls/<hall>/booking-standing/lift                 manager
POST /tickets/<ticket>/accompany                         greeter clerk manager
DELETE /tickets/<ticket>/accompany                       greeter clerk manager
POST /tickets/<ticket>/requeue                          greeter clerk manager kiosk
POST /tickets/<ticket>/upgrade                          greeter clerk manager
POST /tickets/<ticket>/reprint                          greeter clerk manager kiosk
POST /tickets/<ticket>/resume                           greeter clerk manager
POST /tickets/<ticket>/transfer                         greeter clerk manager
POST /tickets/<ticket>/recall                           clerk
POST /tickets/<ticket>/start                            clerk
POST /tickets/<ticket>/finish                           clerk
POST /tickets/<ticket>/no-show                          clerk
POST /tickets/<ticket>/hold                             clerk
POST /tickets/<ticket>/undo                             clerk
POST /windows/<window>/sign-in                          clerk
POST /windows/<window>/pause                            clerk
POST /windows/<window>/reopen                           clerk
POST /windows/<window>/sign-out                         clerk
POST /windows/<window>/hand-over                        clerk
POST /windows/<window>/help                             clerk
POST /windows/<window>/call-next                        clerk
POST /windows/<window>/call                             clerk
GET /windows/<window>                                   clerk
GET /windows/<window>/successors                        clerk
GET /windows/<window>/next                              clerk
GET /windows/<window>/day                               clerk
PATCH /windows/<window>                                 manager
POST /halls/<hall>/allocations                          manager
GET /halls/<hall>/allocations                           manager
POST /halls/<hall>/close                                manager
POST /halls/<hall>/reopen                               manager
GET /halls/<hall>/board                                 manager county
GET /halls/<hall>/alarms                                escalation manager county
POST /alarms/<alarm>/acknowledge                        escalation manager
GET /alarms/<alarm>/record                              escalation manager county
GET /halls/<hall>/journal                               manager auditor
GET /halls/<hall>/staff                                 admin security
POST /halls/<hall>/staff                                admin security
PATCH /halls/<hall>/staff/<username>                    admin security
POST /halls/<hall>/staff/<username>/second-factor       admin security
DELETE /halls/<hall>/staff/<username>/second-factor     admin security
GET /halls/<hall>/devices                               admin
POST /halls/<hall>/devices                              admin
DELETE /halls/<hall>/devices/<device>                   admin
GET /halls/<hall>/carriers                              admin manager county
POST /halls/<hall>/carriers                             admin
DELETE /halls/<hall>/carriers/<carrier>                 admin
POST /halls/<hall>/carriers/<carrier>/try               admin
GET /audit                                              auditor
"""
# Whoever is signed in, in whatever hall; what they are told is about themselves.
SIGNED_IN = """
GET /session
DELETE /session
POST /session/password
POST /session/pin
POST /session/lock
POST /session/unlock
"""
# Outside the API: pages (which hold no data of the hall's), their files, sound, and the description of the API.
PLAIN = """
/
/kiosk/<hall>
/screen/<hall>
/led/<hall>/<window>
/review/<hall>/<window>
/sign-in
/desk
/greeter
/appointments
/manage
/manage/reviews
/manage/help
/manage/carriers
/manage/floor
/prereview
/escalations
/report/<hall>
/e/<escalation>
/help/<hall>
/h/<assistance>
/t/<ticket>
/book/<hall>
/take/<hall>
/door/<hall>
/near
/a/<appointment>
/t/worker.js
/a/worker.js
/t/<ticket>/app.webmanifest
/a/<appointment>/app.webmanifest
/book/<hall>/app.webmanifest
/static/<path:name>
/favicon.ico
/audio/<pack>/<language>/<name>.wav
/audio/speech/<name>.wav
/api/docs
/api/v1/openapi.json
/healthz
/readyz
/metrics
"""
