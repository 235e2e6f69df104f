// The one table of commands. Adding a command touches: its file in commands/ (options,
// registration, run), its line in registrations.hpp, its row here, the list in src/CMakeLists.txt,
// a test in tests/cli/, and a page of docs/.
#include "lmsection/cli/command.hpp"

#include "command/registrations.hpp"

#include <array>

namespace lmsection::cli {

namespace {

constexpr std::array roster_formats{Format::vcf, Format::emails};
constexpr std::array chart_formats{Format::dot, Format::svg};
constexpr std::array calendar_formats{Format::ics};
constexpr std::array handover_formats{Format::md, Format::html};
constexpr std::array page_formats{Format::html};
constexpr std::array home_formats{Format::table};

constexpr Command home{.path = "",
                       .summary = "Show what needs attention, and the everyday commands",
                       .examples = "",
                       .set_up = set_up_home,
                       .formats = home_formats,
                       .has_rows = false};

constexpr std::array commands{
    Command{.path = "init",
            .summary = "Create the database of a section",
            .examples = "  lmsection init\n"
                        "  lmsection --db maps.db init --handbook maps-and-globes.toml\n"
                        "  lmsection init --yes\n",
            .writes = true,
            .set_up = set_up_init},
    Command{
        .path = "appoint",
        .summary = "Appoint a person to a group",
        .examples = "  lmsection appoint \"Ana Diaz <ana@lib.example>\" management-best-practices\n"
                    "  lmsection appoint ana@lib.example middle-managers --role chair --year 2027\n"
                    "  lmsection appoint --from appointments.csv --dry-run\n"
                    "  lmsection appoint \"Hollis Trevannion\" middle-managers --dry-run\n",
        .writes = true,
        .set_up = set_up_appoint,
        .usage = "PERSON GROUP [OPTIONS]\n"
                 "--from FILE [OPTIONS]\n"},
    Command{.path = "appoint end",
            .summary = "End a person's term early",
            .examples = "  lmsection appoint end ana@lib.example middle-managers --on 2027-01-31 "
                        "--reason \"new job\"\n"
                        "  lmsection appoint end emeka --on 2026-12-31\n"
                        "  lmsection appoint end vikram new-leaders-and-managers --dry-run\n",
            .writes = true,
            .set_up = set_up_appoint_end,
            .usage = "PERSON [GROUP] [OPTIONS]\n"},
    Command{.path = "appoint renew",
            .summary = "Appoint a person for another term",
            .examples = "  lmsection appoint renew ana@lib.example middle-managers --years 1\n"
                        "  lmsection appoint renew corinne management-best-practices\n"
                        "  lmsection appoint renew aurelio consortium-management --dry-run\n",
            .writes = true,
            .set_up = set_up_appoint_renew,
            .usage = "PERSON [GROUP] [OPTIONS]\n"},
    Command{.path = "roster",
            .summary = "Show who serves in which group",
            .examples = "  lmsection roster\n"
                        "  lmsection roster leadership-team --on 2027-07-01\n"
                        "  lmsection roster --ending 2026 --format csv\n"
                        "  lmsection roster --vacancies\n"
                        "  lmsection roster --format xlsx --output roster.xlsx\n"
                        "  lmsection roster --leads --format emails\n",
            .set_up = set_up_roster,
            .formats = roster_formats},
    Command{.path = "checklist",
            .summary = "Show the checklist for this month",
            .examples = "  lmsection checklist\n"
                        "  lmsection checklist --month next --open\n"
                        "  lmsection checklist --year 2026 --group member-experience\n",
            .set_up = set_up_checklist},
    Command{.path = "checklist done",
            .summary = "Mark a checklist item done",
            .examples = "  lmsection checklist done complete-december-report --on 2026-12-10\n"
                        "  lmsection checklist done \"webinar ideas\" --note \"agreed at the "
                        "December meeting\"\n"
                        "  lmsection checklist done plan-annual-goals --group member-experience\n",
            .writes = true,
            .set_up = set_up_checklist_done},
    Command{
        .path = "checklist skip",
        .summary = "Skip a checklist item this year",
        .examples = "  lmsection checklist skip attend-core-forum --reason \"not held this year\"\n"
                    "  lmsection checklist skip \"attend ala annual\" --year 2026\n"
                    "  lmsection checklist skip recruit-members --group member-experience\n",
        .writes = true,
        .set_up = set_up_checklist_skip},
    Command{
        .path = "checklist reopen",
        .summary = "Remove the \"done\" or \"skipped\" mark of an item",
        .examples = "  lmsection checklist reopen attend-core-forum\n"
                    "  lmsection checklist reopen \"webinar ideas\"\n"
                    "  lmsection checklist reopen plan-annual-goals --group member-experience\n",
        .writes = true,
        .set_up = set_up_checklist_reopen},
    Command{
        .path = "checklist add",
        .summary = "Add your own item to the checklist",
        .examples =
            "  lmsection checklist add \"Thank the volunteers\" --month may\n"
            "  lmsection checklist add \"Invite a speaker\" --month next --group middle-managers\n"
            "  lmsection checklist add \"Update the mailing list\" --month 2027-02 --optional\n",
        .writes = true,
        .set_up = set_up_checklist_add},
    Command{.path = "checklist edit",
            .summary = "Change the text or the month of an item",
            .examples = "  lmsection checklist edit thank-the-volunteers --month june --optional\n"
                        "  lmsection checklist edit hold-march-meeting --month april\n"
                        "  lmsection checklist edit plan-annual-goals --title \"Agree on goals for "
                        "the year\"\n",
            .writes = true,
            .set_up = set_up_checklist_edit},
    Command{.path = "report-due",
            .summary = "List the reports that are due",
            .examples = "  lmsection report-due\n"
                        "  lmsection report-due --within 30d --exit-code\n"
                        "  lmsection report-due --all --year 2025 --format csv\n",
            .set_up = set_up_report_due},
    Command{.path = "report-due submit",
            .summary = "Record that a report was submitted",
            .examples =
                "  lmsection report-due submit middle-managers 2026-12 --link "
                "https://drive.example/report\n"
                "  lmsection report-due submit --from reports.csv\n"
                "  lmsection report-due submit library-leaders-and-managers may --on 2026-11-20\n",
            .writes = true,
            .set_up = set_up_report_submit,
            .usage = "GROUP REPORT [OPTIONS]\n"
                     "--from FILE [OPTIONS]\n"},
    Command{.path = "report-due retract",
            .summary = "Record that a report was not submitted after all",
            .examples = "  lmsection report-due retract middle-managers 2026-12\n"
                        "  lmsection report-due retract member-experience 2026-05\n"
                        "  lmsection report-due retract MBP 2026-05 --dry-run\n",
            .writes = true,
            .set_up = set_up_report_retract,
            .usage = "GROUP REPORT [OPTIONS]\n"},
    Command{.path = "calendar",
            .summary = "Show a month, or export all dates as iCalendar",
            .examples = "  lmsection calendar\n"
                        "  lmsection calendar --month next --group middle-managers\n"
                        "  lmsection calendar --year --format csv\n"
                        "  lmsection calendar --format ics --alarm 7d --output section.ics\n",
            .set_up = set_up_calendar,
            .formats = calendar_formats},
    Command{.path = "check",
            .summary = "Check the section against the rules of the handbook",
            .examples = "  lmsection check --faults\n"
                        "  lmsection check --group middle-managers --exit-code\n"
                        "  lmsection check --explain committee-most\n",
            .set_up = set_up_check},
    Command{.path = "meeting add",
            .summary = "Record a meeting that was held or is planned",
            .examples = "  lmsection meeting add member-experience --on 2026-11-20 --agenda "
                        "https://drive.example/agenda\n"
                        "  lmsection meeting add leadership-team --on 2026-12-03 --with-chairs\n"
                        "  lmsection meeting add --from meetings.csv --dry-run\n",
            .writes = true,
            .set_up = set_up_meeting_add,
            .usage = "GROUP --on DATE [OPTIONS]\n"
                     "--from FILE [OPTIONS]\n"},
    Command{.path = "meeting list",
            .summary = "List meetings, and groups that still have to meet",
            .examples = "  lmsection meeting list member-experience\n"
                        "  lmsection meeting list --counts --exit-code\n"
                        "  lmsection meeting list --year 2025 --format csv\n",
            .set_up = set_up_meeting_list},
    Command{
        .path = "meeting edit",
        .summary = "Add the minutes of a meeting, or correct it",
        .examples =
            "  lmsection meeting edit member-experience --on 2026-11-20 --minutes "
            "https://drive.example/minutes\n"
            "  lmsection meeting edit leadership-team --on 2026-09-08 --note \"short meeting\"\n"
            "  lmsection meeting edit leadership-team --on 2026-09-08 --kind virtual "
            "--with-chairs\n",
        .writes = true,
        .set_up = set_up_meeting_edit,
        .usage = "GROUP --on DATE [OPTIONS]\n"},
    Command{.path = "meeting remove",
            .summary = "Remove a meeting that did not take place",
            .examples =
                "  lmsection meeting remove leadership-team --on 2026-12-03 --kind virtual\n"
                "  lmsection meeting remove leadership-team --on 2026-09-08\n"
                "  lmsection meeting remove new-leaders-and-managers --on 2026-08-19 --dry-run\n",
            .writes = true,
            .set_up = set_up_meeting_remove,
            .usage = "GROUP --on DATE [OPTIONS]\n"},
    Command{.path = "event list",
            .summary = "List the dates of conferences and other events",
            .examples = "  lmsection event list\n"
                        "  lmsection event list --year next\n"
                        "  lmsection event list --year 2025 --format csv\n",
            .set_up = set_up_event_list},
    Command{
        .path = "event set",
        .summary = "Set the dates of an event",
        .examples =
            "  lmsection event set {event} --start 2027-06-24 --end 2027-06-29\n"
            "  lmsection event set {event} --start 2027-06-24 --end 2027-06-29 --place Chicago\n"
            "  lmsection event set {event} --start \"June 24, 2027\" --end \"June 29, 2027\"\n",
        .writes = true,
        .set_up = set_up_event_set,
        .usage = "EVENT --start DATE --end DATE [OPTIONS]\n"},
    Command{.path = "event remove",
            .summary = "Remove the dates of an event",
            .examples = "  lmsection event remove {event} --year 2026\n"
                        "  lmsection event remove {event}\n"
                        "  lmsection event remove {event} --dry-run\n",
            .writes = true,
            .set_up = set_up_event_remove},
    Command{.path = "duty list",
            .summary = "List the yearly duties of groups, and which are done",
            .examples = "  lmsection duty list --open\n"
                        "  lmsection duty list --group consortium-management --exit-code\n"
                        "  lmsection duty list --year 2025 --format csv\n",
            .set_up = set_up_duty_list},
    Command{
        .path = "duty done",
        .summary = "Mark a yearly duty done",
        .examples =
            "  lmsection duty done consortium-management learning-events --on 2026-10-14\n"
            "  lmsection duty done middle-managers annual-discussion --note \"42 people came\"\n"
            "  lmsection duty done leadership-team maintain-roster --on 2026-11-20\n",
        .writes = true,
        .set_up = set_up_duty_done},
    Command{
        .path = "duty skip",
        .summary = "Skip a yearly duty this year",
        .examples =
            "  lmsection duty skip leadership-team core-board-meetings --reason \"not invited\"\n"
            "  lmsection duty skip middle-managers annual-discussion --year 2026\n"
            "  lmsection duty skip consortium-management learning-events --dry-run\n",
        .writes = true,
        .set_up = set_up_duty_skip},
    Command{.path = "duty reopen",
            .summary = "Undo a duty's \"done\" or \"skipped\" mark",
            .examples = "  lmsection duty reopen consortium-management learning-events\n"
                        "  lmsection duty reopen middle-managers annual-discussion\n"
                        "  lmsection duty reopen leadership-team core-board-meetings --dry-run\n",
            .writes = true,
            .set_up = set_up_duty_reopen},
    Command{
        .path = "digest",
        .summary = "Print one page of what needs attention, for cron",
        .examples = "  lmsection digest\n"
                    "  lmsection digest --for middle-managers --format html --output digest.html\n"
                    "  lmsection digest --exit-code --format md\n",
        .set_up = set_up_digest},
    Command{.path = "page",
            .summary = "Write a web page about the section",
            .examples = "  lmsection page --output section.html\n"
                        "  lmsection page --public --output .\n"
                        "  lmsection page --year 2025 > last-year.html\n",
            .set_up = set_up_page,
            .formats = page_formats,
            .has_rows = false,
            .document = "index.html"},
    Command{.path = "handbook",
            .summary = "Show what the handbook says",
            .examples = "  lmsection handbook --section 4\n"
                        "  lmsection handbook --group middle-managers\n"
                        "  lmsection handbook --notes\n"
                        "  lmsection handbook --export > handbook.toml\n",
            .set_up = set_up_handbook},
    Command{.path = "handbook adopt",
            .summary = "Switch to a revised handbook",
            .examples = "  lmsection handbook adopt --dry-run\n"
                        "  lmsection handbook adopt revised.toml\n"
                        "  lmsection handbook adopt revised.toml --dry-run\n",
            .writes = true,
            .set_up = set_up_handbook_adopt},
    Command{
        .path = "handover",
        .summary = "Write what the next chair of a group needs to know",
        .examples = "  lmsection handover middle-managers --format html --output handover.html\n"
                    "  lmsection handover middle-managers --public > handover.md\n"
                    "  lmsection handover member-experience\n",
        .set_up = set_up_handover,
        .formats = handover_formats,
        .has_rows = false},
    Command{.path = "group list",
            .summary = "List the groups with their size and leaders",
            .examples = "  lmsection group list\n"
                        "  lmsection group list --format csv\n"
                        "  lmsection group list --format xlsx --output groups.xlsx\n",
            .set_up = set_up_group_list},
    Command{.path = "group show",
            .summary = "Show everything about one group",
            .examples = "  lmsection group show middle-managers\n"
                        "  lmsection group show MBP\n"
                        "  lmsection group show \"Member Experience\" --format json\n",
            .set_up = set_up_group_show},
    Command{.path = "group chart",
            .summary = "Show the organization chart, as text or a drawing",
            .examples = "  lmsection group chart\n"
                        "  lmsection group chart --format svg --output chart.svg\n"
                        "  lmsection group chart --public --format dot\n",
            .set_up = set_up_group_chart,
            .formats = chart_formats},
    Command{.path = "group add",
            .summary = "Add a group",
            .examples = "  lmsection group add \"Data Services\" --kind interest-group\n"
                        "  lmsection group add Mentoring --kind committee --charge \"Pairs new "
                        "leaders with mentors\"\n"
                        "  lmsection group add \"Data Services\" --kind interest-group --dry-run\n",
            .writes = true,
            .set_up = set_up_group_add},
    Command{.path = "group edit",
            .summary = "Rename a group, or change its charge",
            .examples =
                "  lmsection group edit middle-managers --charge \"Supports those in between\"\n"
                "  lmsection group edit middle-managers --name \"Managers in the Middle\"\n"
                "  lmsection group edit MBP --charge \"Collects what works\" --dry-run\n",
            .writes = true,
            .set_up = set_up_group_edit},
    Command{.path = "group retire",
            .summary = "Retire a group that has ended",
            .examples = "  lmsection group retire library-consulting --on 2027-07-01 --end-terms\n"
                        "  lmsection group retire library-consulting --end-terms --dry-run\n"
                        "  lmsection group retire library-consulting --end-terms --reason \"merged "
                        "into Core\"\n",
            .writes = true,
            .set_up = set_up_group_retire},
    Command{.path = "group merge",
            .summary = "Merge one group into another",
            .examples =
                "  lmsection group merge library-leaders-and-managers middle-managers --dry-run\n"
                "  lmsection group merge library-consulting middle-managers --on 2027-07-01 "
                "--as-members\n"
                "  lmsection group merge consortium-management library-consulting --on 2027-07-01 "
                "--dry-run\n",
            .writes = true,
            .set_up = set_up_group_merge},
    Command{.path = "group restore",
            .summary = "Bring back a retired group",
            .examples = "  lmsection group restore library-consulting\n"
                        "  lmsection group restore \"Library Consulting\"\n"
                        "  lmsection group restore library-consulting --dry-run\n",
            .writes = true,
            .set_up = set_up_group_restore},
    Command{.path = "person list",
            .summary = "List people, or find one",
            .examples = "  lmsection person list\n"
                        "  lmsection person list diaz\n"
                        "  lmsection person list --format csv --output people.csv\n",
            .set_up = set_up_person_list},
    Command{.path = "person show",
            .summary = "Show one person and their terms",
            .examples = "  lmsection person show ana@lib.example\n"
                        "  lmsection person show \"Ana Díaz\"\n"
                        "  lmsection person show chi.nguyen@lib.example --format json\n",
            .set_up = set_up_person_show},
    Command{
        .path = "person add",
        .summary = "Add a person",
        .examples =
            "  lmsection person add \"Ana Diaz <ana@lib.example>\" --institution \"City Library\"\n"
            "  lmsection person add \"Ben Okafor\"\n"
            "  lmsection person add \"Kim Larsen <kim@city.example>\" --note \"prefers to be "
            "called\"\n",
        .writes = true,
        .set_up = set_up_person_add},
    Command{.path = "person edit",
            .summary = "Correct a person's name, email or institution",
            .examples = "  lmsection person edit ana@lib.example --institution \"State Library\"\n"
                        "  lmsection person edit \"Ana Díaz\" --email ana@newlibrary.example\n"
                        "  lmsection person edit emeka --name \"Emeka Nwabrook-Lee\" --dry-run\n",
            .writes = true,
            .set_up = set_up_person_edit},
    Command{.path = "person merge",
            .summary = "Merge two records of the same person",
            .examples = "  lmsection person merge ana@lib.example adiaz@city.example\n"
                        "  lmsection person merge emeka \"Hollis Trevannion\" --dry-run\n"
                        "  lmsection person merge emeka.nwabrook@countylibrary.example hollis\n",
            .writes = true,
            .set_up = set_up_person_merge},
    Command{.path = "person forget",
            .summary = "Erase a person's data permanently",
            .examples = "  lmsection person forget ana@lib.example --dry-run\n"
                        "  lmsection person forget ana@lib.example --end-terms --yes\n"
                        "  lmsection person forget emeka --end-terms --dry-run\n"
                        "  lmsection person forget \"Hollis Trevannion\" --yes\n",
            .writes = true,
            .set_up = set_up_person_forget},
    Command{.path = "program add",
            .summary = "Record a program proposal as a draft",
            .examples = "  lmsection program add \"Leading Small Teams\" --venue {venue} --group "
                        "middle-managers\n"
                        "  lmsection program add \"Budgets\" --venue {paid-venue} --speaker \"Ana "
                        "Diaz <ana@lib.example>\" --stipend 150\n"
                        "  lmsection program add --from programs.csv --dry-run\n",
            .writes = true,
            .set_up = set_up_program_add,
            .usage = "TITLE --venue V [OPTIONS]\n"
                     "--from FILE [OPTIONS]\n"},
    Command{.path = "program list",
            .summary = "List program proposals, and what is still missing",
            .examples = "  lmsection program list\n"
                        "  lmsection program list --all --venue {venue} --format csv\n"
                        "  lmsection program list --status accepted --year 2025\n",
            .set_up = set_up_program_list},
    Command{.path = "program show",
            .summary = "Show one program with its speakers and history",
            .examples = "  lmsection program show \"small teams\"\n"
                        "  lmsection program show \"difficult conversations\"\n"
                        "  lmsection program show \"difficult conversations\" --format json\n",
            .set_up = set_up_program_show},
    Command{.path = "program edit",
            .summary = "Correct a program's title, group or year",
            .examples =
                "  lmsection program edit \"small teams\" --title \"Leading Very Small Teams\"\n"
                "  lmsection program edit \"hiring committees\" --group member-experience\n"
                "  lmsection program edit \"hiring committees\" --note \"ask for a larger room\"\n",
            .writes = true,
            .set_up = set_up_program_edit},
    Command{.path = "program submit",
            .summary = "Record that a proposal was submitted",
            .examples = "  lmsection program submit \"small teams\" --on 2026-09-15\n"
                        "  lmsection program submit \"hiring committees\"\n"
                        "  lmsection program submit \"hiring committees\" --on 2026-11-20 --note "
                        "\"sent by the chair\"\n",
            .writes = true,
            .set_up = set_up_program_submit},
    Command{.path = "program accept",
            .summary = "Record that a proposal was accepted",
            .examples = "  lmsection program accept \"small teams\"\n"
                        "  lmsection program accept \"listening to members\"\n"
                        "  lmsection program accept \"listening to members\" --on 2026-11-20\n",
            .writes = true,
            .set_up = set_up_program_accept},
    Command{.path = "program decline",
            .summary = "Record that a proposal was declined",
            .examples = "  lmsection program decline \"small teams\" --note \"too many alike\"\n"
                        "  lmsection program decline \"listening to members\"\n"
                        "  lmsection program decline \"listening to members\" --on 2026-11-20\n",
            .writes = true,
            .set_up = set_up_program_decline},
    Command{
        .path = "program withdraw",
        .summary = "Withdraw a proposal",
        .examples = "  lmsection program withdraw \"small teams\" --note \"the speaker is ill\"\n"
                    "  lmsection program withdraw \"hiring committees\"\n"
                    "  lmsection program withdraw \"listening to members\" --dry-run\n",
        .writes = true,
        .set_up = set_up_program_withdraw},
    Command{
        .path = "program carry",
        .summary = "Carry a declined proposal over to another venue",
        .examples =
            "  lmsection program carry \"small teams\" --to {other-venue}\n"
            "  lmsection program carry \"budget nobody taught you\" --to {other-venue}\n"
            "  lmsection program carry \"budget nobody taught you\" --to {other-venue} --dry-run\n",
        .writes = true,
        .set_up = set_up_program_carry},
    Command{.path = "program speaker add",
            .summary = "Add a speaker to a program",
            .examples = "  lmsection program speaker add budgets \"Ben Okafor\" --stipend 150\n"
                        "  lmsection program speaker add \"hiring committees\" \"Ana Díaz\"\n"
                        "  lmsection program speaker add \"hiring committees\" \"Kim Larsen\"\n",
            .writes = true,
            .set_up = set_up_program_speaker_add},
    Command{.path = "program speaker remove",
            .summary = "Remove a speaker from a program",
            .examples =
                "  lmsection program speaker remove budgets okafor\n"
                "  lmsection program speaker remove \"hiring committees\" marguerite\n"
                "  lmsection program speaker remove \"hiring committees\" marguerite --dry-run\n",
            .writes = true,
            .set_up = set_up_program_speaker_remove},
    Command{
        .path = "plan",
        .summary = "Show whose term ends on July 1, and who could follow",
        .examples = "  lmsection plan\n"
                    "  lmsection plan --apply --skip \"agreed with the chairs by mail\" --dry-run\n"
                    "  lmsection plan 2027 --format csv\n",
        .writes = true,
        .set_up = set_up_plan},
    Command{
        .path = "volunteer add",
        .summary = "Record a volunteer form",
        .examples =
            "  lmsection volunteer add \"Ana Diaz <ana@lib.example>\" --choice middle-managers "
            "--experience 6 --new\n"
            "  lmsection volunteer add \"Ben Okafor <ben@lib.example>\" --choice middle-managers\n"
            "  lmsection volunteer add \"Ana Díaz\" --choice MBP --choice library-consulting --on "
            "2026-11-20\n",
        .writes = true,
        .set_up = set_up_volunteer_add},
    Command{.path = "volunteer import",
            .summary = "Record volunteer forms from a file",
            .examples =
                "  lmsection volunteer import volunteers.csv --dry-run\n"
                "  lmsection volunteer import export.csv --map \"name=Your name\" --ignore-extra\n"
                "  lmsection volunteer import volunteers.csv --ignore-extra\n",
            .writes = true,
            .set_up = set_up_volunteer_import},
    Command{.path = "volunteer list",
            .summary = "List volunteers, and how long they have waited",
            .examples = "  lmsection volunteer list --waiting\n"
                        "  lmsection volunteer list --group middle-managers\n"
                        "  lmsection volunteer list --state accepted --format csv\n",
            .set_up = set_up_volunteer_list},
    Command{.path = "volunteer show",
            .summary = "Show the steps of one volunteer form",
            .examples = "  lmsection volunteer show ana@lib.example\n"
                        "  lmsection volunteer show \"Hollis Trevannion\"\n"
                        "  lmsection volunteer show \"Hollis Trevannion\" --format json\n",
            .set_up = set_up_volunteer_show},
    Command{
        .path = "volunteer assign",
        .summary = "Assign a form to the person who reviews it",
        .examples =
            "  lmsection volunteer assign ana@lib.example ben@lib.example\n"
            "  lmsection volunteer assign hollis maeve\n"
            "  lmsection volunteer assign \"Silas Underhillock\" \"Tessa D'Angelo\" --dry-run\n",
        .writes = true,
        .set_up = set_up_volunteer_assign},
    Command{
        .path = "volunteer alert",
        .summary = "Write to a group's chair about a volunteer",
        .examples =
            "  lmsection volunteer alert ana@lib.example | sendmail -t\n"
            "  lmsection volunteer alert ana@lib.example --sent\n"
            "  lmsection volunteer alert ana@lib.example --group middle-managers -o alert.eml\n"
            "  lmsection volunteer alert hollis --skip \"not assigned\" --from chi@lib.example\n"
            "  lmsection volunteer alert hollis --skip \"not assigned\" --sent\n",
        .writes = true,
        .set_up = set_up_volunteer_alert},
    Command{
        .path = "volunteer accept",
        .summary = "Record that the chair accepted a volunteer",
        .examples = "  lmsection volunteer accept ana@lib.example\n"
                    "  lmsection volunteer accept hollis --skip \"agreed by phone\"\n"
                    "  lmsection volunteer accept hollis --skip \"agreed by phone\" --dry-run\n",
        .writes = true,
        .set_up = set_up_volunteer_accept},
    Command{
        .path = "volunteer decline",
        .summary = "Record that the chair declined a volunteer",
        .examples =
            "  lmsection volunteer decline ana@lib.example --reason \"no seat until July\"\n"
            "  lmsection volunteer decline hollis --reason \"no seat\" --skip \"agreed by phone\"\n"
            "  lmsection volunteer decline hollis --reason \"no seat\" --skip \"agreed by phone\" "
            "--dry-run\n",
        .writes = true,
        .set_up = set_up_volunteer_decline,
        .usage = "VOLUNTEER --reason TEXT [OPTIONS]\n"},
    Command{.path = "volunteer withdraw",
            .summary = "Record that a volunteer withdrew",
            .examples = "  lmsection volunteer withdraw ana@lib.example --reason \"new job\"\n"
                        "  lmsection volunteer withdraw hollis\n"
                        "  lmsection volunteer withdraw \"Quentin Zarzuela\" --dry-run\n",
            .writes = true,
            .set_up = set_up_volunteer_withdraw},
    Command{
        .path = "volunteer appoint",
        .summary = "Appoint a volunteer whom the chair accepted",
        .examples =
            "  lmsection volunteer appoint ana@lib.example --years 1\n"
            "  lmsection volunteer appoint hollis --skip \"agreed by phone\"\n"
            "  lmsection volunteer appoint hollis --skip \"agreed by phone\" --years 1 --dry-run\n",
        .writes = true,
        .set_up = set_up_volunteer_appoint},
    Command{.path = "log",
            .summary = "Show every change: who, when, with which command",
            .examples = "  lmsection log --limit 10\n"
                        "  lmsection log --since 2026-11-01 --format csv\n"
                        "  lmsection log --group middle-managers\n",
            .set_up = set_up_log},
    Command{.path = "log show",
            .summary = "Show what one command changed, field by field",
            .examples = "  lmsection log show 4711\n"
                        "  lmsection log show 676915\n"
                        "  lmsection log show 676915 --format json\n",
            .set_up = set_up_log_show},
    Command{.path = "merge",
            .summary = "Merge another officer's copy of the database",
            .examples = "  lmsection merge ana.db --dry-run\n"
                        "  lmsection merge ana.db\n"
                        "  lmsection merge ana.db --theirs\n",
            .writes = true,
            .set_up = set_up_merge},
    Command{.path = "undo",
            .summary = "Undo the last change, or one by its number",
            .examples = "  lmsection undo\n"
                        "  lmsection undo 676915 --dry-run\n"
                        "  lmsection undo --dry-run\n",
            .writes = true,
            .set_up = set_up_undo},
    Command{.path = "redo",
            .summary = "Redo what was undone",
            .examples = "  lmsection redo\n"
                        "  lmsection redo --dry-run\n"
                        "  lmsection redo 676915\n",
            .writes = true,
            .set_up = set_up_redo},
    Command{.path = "backup",
            .summary = "Copy the database safely",
            .examples = "  lmsection backup /mnt/stick/section.db\n"
                        "  lmsection backup /srv/backups --keep 30 --quiet\n"
                        "  lmsection backup today.db\n"
                        "  lmsection backup . --keep 30\n",
            .writes = true,
            .set_up = set_up_backup},
    Command{.path = "restore",
            .summary = "Restore the database from a backup",
            .examples = "  lmsection restore /mnt/stick/section.db --dry-run\n"
                        "  lmsection restore /srv/backups/section-20261124-030000.db\n"
                        "  lmsection restore section-copy.db --dry-run\n"
                        "  lmsection restore section-copy.db\n",
            .writes = true,
            .set_up = set_up_restore},
    Command{.path = "doctor",
            .summary = "Check the database for problems",
            .examples = "  lmsection doctor\n"
                        "  lmsection doctor --exit-code --format csv\n"
                        "  lmsection doctor --rewrite\n",
            .writes = true,
            .set_up = set_up_doctor},
    Command{.path = "export",
            .summary = "Export everything in the database as text",
            .examples = "  lmsection export --output section.jsonl\n"
                        "  lmsection export --without-history\n"
                        "  lmsection export --without-history --output section.jsonl\n",
            .set_up = set_up_export},
    Command{.path = "import",
            .summary = "Create a database from an export",
            .examples = "  lmsection import section.jsonl --db copy.db\n"
                        "  lmsection import section.jsonl --db copy.db --dry-run\n"
                        "  lmsection import section.jsonl --db ~/new.db\n",
            .writes = true,
            .set_up = set_up_import},
    Command{.path = "completion",
            .summary = "Print a completion script for your shell",
            .examples = "  lmsection completion bash > lmsection.bash\n"
                        "  lmsection completion fish > ~/.config/fish/completions/lmsection.fish\n"
                        "  lmsection completion zsh > ~/.zsh/_lmsection\n",
            .set_up = set_up_completion,
            .usage = "SHELL [OPTIONS]\n"},
};

}    // namespace

std::span<const Command> all_commands() {
    return commands;
}

const Command& home_command() {
    return home;
}

std::vector<Format> formats_of(const Command& command) {
    std::vector<Format> formats;
    if (command.has_rows) {
        formats.assign(row_formats.begin(), row_formats.end());
    }
    formats.insert(formats.end(), command.formats.begin(), command.formats.end());
    return formats;
}

}    // namespace lmsection::cli
