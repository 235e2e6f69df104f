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

constexpr std::array commands{
    Command{"init", "Make a section's database",
            "  lmsection init\n"
            "  lmsection --db maps.db init --handbook maps-and-globes.toml\n",
            true, set_up_init},
    Command{"appoint", "Appoint somebody to a group",
            "  lmsection appoint \"Ana Diaz <ana@lib.example>\" management-best-practices\n"
            "  lmsection appoint ana@lib.example middle-managers --role chair --year 2027\n"
            "  lmsection appoint --from appointments.csv --dry-run\n",
            true, set_up_appoint},
    Command{"appoint end", "End a term early",
            "  lmsection appoint end ana@lib.example middle-managers --on 2027-01-31 "
            "--reason \"new job\"\n",
            true, set_up_appoint_end},
    Command{"appoint renew", "Appoint somebody for another term",
            "  lmsection appoint renew ana@lib.example middle-managers --years 1\n", true,
            set_up_appoint_renew},
    Command{"roster", "Who serves where, today or at another time",
            "  lmsection roster\n"
            "  lmsection roster leadership-team --on 2027-07-01\n"
            "  lmsection roster --ending 2026 --format csv\n"
            "  lmsection roster --vacancies\n"
            "  lmsection roster --format xlsx --output roster.xlsx\n"
            "  lmsection roster --leads --format emails\n",
            false, set_up_roster, roster_formats},
    Command{"checklist", "What is to be done this month",
            "  lmsection checklist\n"
            "  lmsection checklist --month next --open\n"
            "  lmsection checklist --year 2026 --group member-experience\n",
            false, set_up_checklist},
    Command{"checklist done", "Mark an item done",
            "  lmsection checklist done complete-december-report --on 2026-12-10\n", true,
            set_up_checklist_done},
    Command{"checklist skip", "Leave an item out this year",
            "  lmsection checklist skip attend-core-forum --reason \"not held this year\"\n", true,
            set_up_checklist_skip},
    Command{"checklist reopen", "Make an item open again",
            "  lmsection checklist reopen attend-core-forum\n", true, set_up_checklist_reopen},
    Command{"checklist add", "Add an item of your own",
            "  lmsection checklist add \"Thank the volunteers\" --month may\n", true,
            set_up_checklist_add},
    Command{"checklist edit", "Reword or move an item",
            "  lmsection checklist edit thank-the-volunteers --month june --optional\n", true,
            set_up_checklist_edit},
    Command{"report-due", "Which reports are open",
            "  lmsection report-due\n"
            "  lmsection report-due --within 30d --exit-code\n"
            "  lmsection report-due --all --year 2025 --format csv\n",
            false, set_up_report_due},
    Command{"report-due submit", "Record that a report was handed in",
            "  lmsection report-due submit middle-managers 2026-12 --link "
            "https://drive.example/report\n"
            "  lmsection report-due submit --from reports.csv\n",
            true, set_up_report_submit},
    Command{"report-due retract", "Take a report back",
            "  lmsection report-due retract middle-managers 2026-12\n", true,
            set_up_report_retract},
    Command{"calendar", "A month on a page, or all dates as iCalendar",
            "  lmsection calendar\n"
            "  lmsection calendar --month next --group middle-managers\n"
            "  lmsection calendar --year --format csv\n"
            "  lmsection calendar --format ics --alarm 7d --output section.ics\n",
            false, set_up_calendar, calendar_formats},
    Command{"check", "The section against every rule of the handbook",
            "  lmsection check --faults\n"
            "  lmsection check --group middle-managers --exit-code\n"
            "  lmsection check --explain committee-most\n",
            false, set_up_check},
    Command{"meeting add", "Record a meeting, held or planned",
            "  lmsection meeting add member-experience --on 2026-11-20 --agenda "
            "https://drive.example/agenda\n"
            "  lmsection meeting add leadership-team --on 2026-12-03 --with-chairs\n"
            "  lmsection meeting add --from meetings.csv --dry-run\n",
            true, set_up_meeting_add},
    Command{"meeting list", "Which groups met when, and who has to meet again",
            "  lmsection meeting list member-experience\n"
            "  lmsection meeting list --counts --exit-code\n"
            "  lmsection meeting list --year 2025 --format csv\n",
            false, set_up_meeting_list},
    Command{"meeting edit", "Add the minutes, or correct what is recorded",
            "  lmsection meeting edit member-experience --on 2026-11-20 --minutes "
            "https://drive.example/minutes\n",
            true, set_up_meeting_edit},
    Command{"meeting remove", "Take a meeting away that was not held",
            "  lmsection meeting remove leadership-team --on 2026-12-03 --kind virtual\n", true,
            set_up_meeting_remove},
    Command{"event list", "The days of the year's events",
            "  lmsection event list\n"
            "  lmsection event list --year next\n",
            false, set_up_event_list},
    Command{"event set", "Set the days of an event",
            "  lmsection event set {event} --start 2027-06-24 --end 2027-06-29\n", true,
            set_up_event_set},
    Command{"event remove", "Take the days of an event away",
            "  lmsection event remove {event} --year 2026\n", true, set_up_event_remove},
    Command{"duty list", "What groups are to do in the year, and what is done",
            "  lmsection duty list --open\n"
            "  lmsection duty list --group consortium-management --exit-code\n",
            false, set_up_duty_list},
    Command{"duty done", "Mark a yearly activity done, once",
            "  lmsection duty done consortium-management learning-events --on 2026-10-14\n", true,
            set_up_duty_done},
    Command{"duty skip", "Skip a yearly activity this year",
            "  lmsection duty skip leadership-team core-board-meetings --reason \"not invited\"\n",
            true, set_up_duty_skip},
    Command{"duty reopen", "Undo a duty's \"done\" or \"skipped\" mark",
            "  lmsection duty reopen consortium-management learning-events\n", true,
            set_up_duty_reopen},
    Command{"digest", "What needs attention, on one page, for cron",
            "  lmsection digest\n"
            "  lmsection digest --for middle-managers --format html --output digest.html\n",
            false, set_up_digest},
    Command{"page", "The section on one page for a browser",
            "  lmsection page --output section.html\n"
            "  lmsection page --public --output .\n"
            "  lmsection page --year 2025 > last-year.html\n",
            false, set_up_page, page_formats, false, "index.html"},
    Command{"handbook", "What the handbook says, with its sections",
            "  lmsection handbook --section 4\n"
            "  lmsection handbook --group middle-managers\n"
            "  lmsection handbook --notes\n"
            "  lmsection handbook --export > handbook.toml\n",
            false, set_up_handbook},
    Command{"handbook adopt", "Change to a revised handbook",
            "  lmsection handbook adopt --dry-run\n"
            "  lmsection handbook adopt revised.toml\n",
            true, set_up_handbook_adopt},
    Command{"handover", "All that a group's incoming chair has to know",
            "  lmsection handover middle-managers --format html --output handover.html\n"
            "  lmsection handover middle-managers --public > handover.md\n",
            false, set_up_handover, handover_formats, false},
    Command{"group list", "The groups and how they stand", "  lmsection group list\n", false,
            set_up_group_list},
    Command{"group show", "All about one group", "  lmsection group show middle-managers\n", false,
            set_up_group_show},
    Command{"group chart", "The organization as a tree, or drawn",
            "  lmsection group chart\n"
            "  lmsection group chart --format svg --output chart.svg\n",
            false, set_up_group_chart, chart_formats},
    Command{"group add", "Record a new group",
            "  lmsection group add \"Data Services\" --kind interest-group\n", true,
            set_up_group_add},
    Command{"group edit", "Rename a group, or state its charge",
            "  lmsection group edit middle-managers --charge \"Supports those in between\"\n", true,
            set_up_group_edit},
    Command{"group retire", "Let a group end",
            "  lmsection group retire library-consulting --on 2027-07-01 --end-terms\n", true,
            set_up_group_retire},
    Command{"group merge", "Let two groups become one",
            "  lmsection group merge library-leaders-and-managers middle-managers --dry-run\n"
            "  lmsection group merge library-consulting middle-managers --on 2027-07-01 "
            "--as-members\n",
            true, set_up_group_merge},
    Command{"group restore", "Take a retired group back",
            "  lmsection group restore library-consulting\n", true, set_up_group_restore},
    Command{"person list", "The people on record",
            "  lmsection person list\n"
            "  lmsection person list diaz\n",
            false, set_up_person_list},
    Command{"person show", "One person and their terms",
            "  lmsection person show ana@lib.example\n", false, set_up_person_show},
    Command{
        "person add", "Record somebody",
        "  lmsection person add \"Ana Diaz <ana@lib.example>\" --institution \"City Library\"\n",
        true, set_up_person_add},
    Command{"person edit", "Correct a name, an address, an institution",
            "  lmsection person edit ana@lib.example --institution \"State Library\"\n", true,
            set_up_person_edit},
    Command{"person merge", "Make one record of two of the same human",
            "  lmsection person merge ana@lib.example adiaz@city.example\n", true,
            set_up_person_merge},
    Command{"person forget", "Erase a person's data for good",
            "  lmsection person forget ana@lib.example --dry-run\n"
            "  lmsection person forget ana@lib.example --end-terms --yes\n",
            true, set_up_person_forget},
    Command{"program add", "Record a program's proposal as a draft",
            "  lmsection program add \"Leading Small Teams\" --venue {venue} --group "
            "middle-managers\n"
            "  lmsection program add \"Budgets\" --venue {paid-venue} --speaker \"Ana Diaz "
            "<ana@lib.example>\" --stipend 150\n"
            "  lmsection program add --from programs.csv --dry-run\n",
            true, set_up_program_add},
    Command{"program list", "The year's proposals, and what its minimums lack",
            "  lmsection program list\n"
            "  lmsection program list --all --venue {venue} --format csv\n",
            false, set_up_program_list},
    Command{"program show", "A program's life and its speakers",
            "  lmsection program show \"small teams\"\n", false, set_up_program_show},
    Command{"program edit", "Correct a title, a group, a year",
            "  lmsection program edit \"small teams\" --title \"Leading Very Small Teams\"\n", true,
            set_up_program_edit},
    Command{"program submit", "A draft was submitted",
            "  lmsection program submit \"small teams\" --on 2026-09-15\n", true,
            set_up_program_submit},
    Command{"program accept", "A proposal was accepted",
            "  lmsection program accept \"small teams\"\n", true, set_up_program_accept},
    Command{"program decline", "A proposal was declined",
            "  lmsection program decline \"small teams\" --note \"too many alike\"\n", true,
            set_up_program_decline},
    Command{"program withdraw", "A proposal is taken back",
            "  lmsection program withdraw \"small teams\" --note \"the speaker is ill\"\n", true,
            set_up_program_withdraw},
    Command{"program carry", "Carry a declined proposal over to another venue",
            "  lmsection program carry \"small teams\" --to {other-venue}\n", true,
            set_up_program_carry},
    Command{"program speaker add", "Add a speaker, paid or not",
            "  lmsection program speaker add budgets \"Ben Okafor\" --stipend 150\n", true,
            set_up_program_speaker_add},
    Command{"program speaker remove", "Remove a speaker",
            "  lmsection program speaker remove budgets okafor\n", true,
            set_up_program_speaker_remove},
    Command{"plan", "Who rolls off on July 1, and who could follow",
            "  lmsection plan\n"
            "  lmsection plan --apply --skip \"agreed with the chairs by mail\" --dry-run\n",
            true, set_up_plan},
    Command{"volunteer add", "Record a volunteer form",
            "  lmsection volunteer add \"Ana Diaz <ana@lib.example>\" --choice middle-managers "
            "--experience 6 --new\n",
            true, set_up_volunteer_add},
    Command{"volunteer import", "Record all forms of a web form's export",
            "  lmsection volunteer import volunteers.csv --dry-run\n"
            "  lmsection volunteer import export.csv --map \"name=Your name\" --ignore-extra\n",
            true, set_up_volunteer_import},
    Command{"volunteer list", "Who volunteers, and how long they have waited",
            "  lmsection volunteer list --waiting\n"
            "  lmsection volunteer list --group middle-managers\n",
            false, set_up_volunteer_list},
    Command{"volunteer show", "The steps of one volunteer's form",
            "  lmsection volunteer show ana@lib.example\n", false, set_up_volunteer_show},
    Command{"volunteer assign", "Assign a form to the person who manages it",
            "  lmsection volunteer assign ana@lib.example ben@lib.example\n", true,
            set_up_volunteer_assign},
    Command{"volunteer alert", "Write to a group's chair about a volunteer",
            "  lmsection volunteer alert ana@lib.example | sendmail -t\n"
            "  lmsection volunteer alert ana@lib.example --sent\n"
            "  lmsection volunteer alert ana@lib.example --group middle-managers -o alert.eml\n",
            true, set_up_volunteer_alert},
    Command{"volunteer accept", "The chair accepts a volunteer",
            "  lmsection volunteer accept ana@lib.example\n", true, set_up_volunteer_accept},
    Command{"volunteer decline", "The chair declines a volunteer",
            "  lmsection volunteer decline ana@lib.example --reason \"no seat until July\"\n", true,
            set_up_volunteer_decline},
    Command{"volunteer withdraw", "The volunteer takes the offer back",
            "  lmsection volunteer withdraw ana@lib.example --reason \"new job\"\n", true,
            set_up_volunteer_withdraw},
    Command{"volunteer appoint", "Appoint a volunteer whom the chair accepted",
            "  lmsection volunteer appoint ana@lib.example --years 1\n", true,
            set_up_volunteer_appoint},
    Command{"log", "Every change: who, when, with which command",
            "  lmsection log --limit 10\n"
            "  lmsection log --since 2026-11-01 --format csv\n",
            false, set_up_log},
    Command{"log show", "What one command changed, field by field", "  lmsection log show 4711\n",
            false, set_up_log_show},
    Command{"merge", "Join this file with another officer's copy of it",
            "  lmsection merge ana.db --dry-run\n"
            "  lmsection merge ana.db\n"
            "  lmsection merge ana.db --theirs\n",
            true, set_up_merge},
    Command{"undo", "Undo the last change, or one by its number",
            "  lmsection undo\n"
            "  lmsection undo 676915 --dry-run\n",
            true, set_up_undo},
    Command{"redo", "Redo what was undone", "  lmsection redo\n", true, set_up_redo},
    Command{"backup", "Copy the database, while others may write",
            "  lmsection backup /mnt/stick/section.db\n"
            "  lmsection backup /srv/backups --keep 30 --quiet\n",
            true, set_up_backup},
    Command{"restore", "Copy a backup into the database; the old one is kept",
            "  lmsection restore /mnt/stick/section.db --dry-run\n"
            "  lmsection restore /srv/backups/section-20261124-030000.db\n",
            true, set_up_restore},
    Command{"doctor", "Look whether the database is sound, safe and whole",
            "  lmsection doctor\n"
            "  lmsection doctor --exit-code --format csv\n"
            "  lmsection doctor --rewrite\n",
            true, set_up_doctor},
    Command{"export", "Everything in the database, as text",
            "  lmsection export --output section.jsonl\n"
            "  lmsection export --without-history\n",
            false, set_up_export},
    Command{"import", "Make a new database of an export",
            "  lmsection import section.jsonl --db copy.db\n"
            "  lmsection import section.jsonl --db copy.db --dry-run\n",
            true, set_up_import},
    Command{"completion", "A shell script that completes commands and names",
            "  lmsection completion bash > lmsection.bash\n"
            "  lmsection completion fish > ~/.config/fish/completions/lmsection.fish\n",
            false, set_up_completion},
};

}    // namespace

std::span<const Command> all_commands() {
    return commands;
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
