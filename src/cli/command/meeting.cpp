#include "lmsection/app/meeting.hpp"
#include "command/shared.hpp"

namespace lmsection::cli {

namespace meeting_command {
namespace {

struct Options {
    std::string group;
    std::optional<Date> on;
    std::optional<MeetingKind> kind;
    app::MeetingFields fields;
    bool with_chairs = false;
    bool without_chairs = false;
    std::optional<std::string> from;
    bool ignore_extra = false;
};

struct ListOptions {
    std::string group;
    std::optional<ProgramYear> year;
    bool counts = false;
    bool exit_code = false;
};

/// A meeting and whose it is.
struct MeetingRow {
    const Meeting& meeting;
    const Group& group;

    const Meeting& operator*() const { return meeting; }
};

constexpr auto meeting_columns = columns_of<MeetingRow>(
    for_scripts("group_slug", "Slug",
                [](const MeetingRow& row) { return Cell{row.group.slug.text()}; }),
    essential("group", "Group",
              [](const MeetingRow& row, const Context& context) {
                  return group_shown(context, row.group);
              }),
    for_scripts("kind", "Kind", [](const MeetingRow& row) { return row.group.kind; }),
    essential("date", "Date", &Meeting::on), useful("meeting", "Meeting", &Meeting::kind),
    useful("with_chairs", "With chairs", &Meeting::with_chairs),
    useful("status", "Status",
           [](const MeetingRow& row, const Context& context) {
               return is_held(row.meeting, context.today())
                          ? Cell{std::string_view{"held"}, Tone::good}
                          : Cell{std::string_view{"planned"}, Tone::attention};
           }),
    extra("agenda", "Agenda", absent_if_empty(&Meeting::agenda)),
    extra("minutes", "Minutes", absent_if_empty(&Meeting::minutes)),
    extra("note", "Note", absent_if_empty(&Meeting::note)), for_scripts("id", "Id", &Meeting::id));

void write_meetings(Context& context, const app::Session& session,
                    const std::vector<Meeting>& meetings) {
    meeting_columns.write(context, meetings, [&](const Meeting& meeting) {
        return MeetingRow{meeting, session.group(meeting.group)};
    });
}

/// "Dec, Jan" for people, "2026-12 2027-01" for scripts.
std::string months_shown(const std::vector<Month>& months, bool for_people) {
    constexpr std::size_t short_name = 3;
    std::string text;
    for (const Month month : months) {
        text += text.empty() ? "" : (for_people ? ", " : " ");
        text += for_people ? std::string{month_name(month.month()).substr(0, short_name)}
                           : iso(month);
    }
    return text;
}

constexpr auto count_columns = columns_of<MeetingCount>(
    for_scripts("group_slug", "Slug",
                [](const MeetingCount& count) { return Cell{count.group.slug.text()}; }),
    essential("group", "Group", [](const MeetingCount& count) { return Cell{count.group.name}; }),
    for_scripts("kind", "Kind", [](const MeetingCount& count) { return count.group.kind; }),
    for_scripts("year", "Year", [](const MeetingCount& count) { return count.year.starting(); }),
    essential("held", "Held", &MeetingCount::held),
    useful("planned", "Planned", &MeetingCount::planned),
    essential("wanted", "Wanted", &MeetingCount::wanted),
    essential("missing", "Missing",
              [](const MeetingCount& count) {
                  Cell missing = count.wanted ? Cell{count.missing()} : Cell{};
                  missing.tone = count.missing() > 0 ? Tone::attention : Tone::good;
                  return missing;
              }),
    useful("with_chairs", "With chairs",
           [](const MeetingCount& count) {
               return count.wanted_with_chairs ? Cell{count.held_with_chairs} : Cell{};
           }),
    useful("with_chairs_wanted", "Wanted", &MeetingCount::wanted_with_chairs),
    extra("last", "Last", &MeetingCount::last),
    extra("free_months", "Months without one",
          [](const MeetingCount& count, const Context& context) {
              return text_or_absent(months_shown(count.free_months, context.for_people()));
          }));

/// " of the 4 wanted", if there is a minimum.
std::string out_of(std::optional<int> wanted) {
    return wanted ? fmt::format(" of the {} wanted", *wanted) : "";
}

/// Prints the number of meetings of a meeting's group in its program year.
void say_count(Context& context, const app::Session& session, const Meeting& meeting) {
    const auto count = app::meeting_counts(session, ProgramYear::containing(meeting.on),
                                           session.group(meeting.group))
                           .front();
    std::string text = fmt::format("{}: {}{} held in {}", count.group.name, count.held,
                                   out_of(count.wanted), count.year.label());
    if (count.planned > 0) {
        text += fmt::format(", {} planned", count.planned);
    }
    if (count.wanted_with_chairs) {
        text += fmt::format("; with the chairs: {}{}", count.held_with_chairs,
                            out_of(count.wanted_with_chairs));
    }
    if (!count.free_months.empty()) {
        text += fmt::format("; remaining months without one: {}",
                            months_shown(count.free_months, true));
    }
    context.say(text + ".");
}

void require_group_and_day(const Options& options, std::string_view command) {
    if (options.group.empty() || !options.on) {
        throw UsageError{
            fmt::format("{} is missing", options.group.empty() ? "GROUP" : "--on DATE"),
            fmt::format("write 'lmsection meeting {} GROUP --on 2026-12-03'", command)};
    }
}

void run_add_from(const Options& options, Context& context) {
    const bool other = !options.group.empty() || options.on || options.kind ||
                       options.fields.agenda || options.fields.minutes || options.fields.note ||
                       options.with_chairs;
    if (other) {
        throw UsageError{"--from cannot be combined with a meeting on the command line",
                         "put the meeting in the file, or leave out --from"};
    }
    const std::string csv = context.read_list(*options.from);
    auto session = context.writing();
    const std::string name = display_name(*options.from);
    const auto result = app::add_meetings_from(session, csv, name, options.ignore_extra);
    context.warn(result.warnings);
    if (context.shows_rows()) {
        write_meetings(context, session, result.meetings);
    }
    say_added(context, "recorded", result.added, result.meetings.size());
    conclude(context, "lmsection meeting list --counts");
}

void run_add(const Options& options, Context& context) {
    if (options.from) {
        return run_add_from(options, context);
    }
    require_group_and_day(options, "add");
    const app::MeetingOrder order{options.group,
                                  *options.on,
                                  options.kind.value_or(MeetingKind::virtual_meeting),
                                  options.with_chairs,
                                  options.fields.agenda.value_or(""),
                                  options.fields.minutes.value_or(""),
                                  options.fields.note.value_or("")};
    auto session = context.writing();
    const auto result = app::add_meeting(session, order);
    const Meeting& meeting = result.meetings.front();
    write_meetings(context, session, result.meetings);
    if (result.added == 0) {
        say_unchanged(context, "That meeting is already on record");
    } else if (!context.dry_run()) {
        say_count(context, session, meeting);
    }
    conclude(context, "lmsection meeting list --counts");
}

app::MeetingChoice choice_of(const Options& options, std::string_view command) {
    const auto id = options.on ? std::nullopt : parse_id<MeetingId>(options.group);
    if (id) {
        return {id, "", {}, std::nullopt};
    }
    require_group_and_day(options, command);
    return {std::nullopt, options.group, *options.on, options.kind};
}

void run_edit(const Options& options, Context& context) {
    const auto choice = choice_of(options, "edit");
    app::MeetingFields fields = options.fields;
    if (options.with_chairs || options.without_chairs) {
        fields.with_chairs = options.with_chairs;
    }
    require_a_change(fields.agenda || fields.minutes || fields.note || fields.with_chairs ||
                         fields.on || fields.kind,
                     "--minutes, --agenda, --note, --with-chairs, --without-chairs, --new-date or "
                     "--new-kind");
    auto session = context.writing();
    const auto edited = app::edit_meeting(session, choice, fields);
    write_meetings(context, session, {edited.now});
    say_changes(context, {{"date", iso(edited.before.on), iso(edited.now.on)},
                          {"kind", word(edited.before.kind), word(edited.now.kind)},
                          {"agenda", edited.before.agenda, edited.now.agenda},
                          {"minutes", edited.before.minutes, edited.now.minutes},
                          {"note", edited.before.note, edited.now.note},
                          {"with chairs", yes_or_no(edited.before.with_chairs),
                           yes_or_no(edited.now.with_chairs)}});
    say_dry_run(context);
}

void run_remove(const Options& options, Context& context) {
    const auto choice = choice_of(options, "remove");
    auto session = context.writing();
    const Meeting meeting = app::remove_meeting(session, choice);
    write_meetings(context, session, {meeting});
    context.did(fmt::format("Removed the meeting of {} on {}.", session.group(meeting.group).name,
                            written(meeting.on)));
    if (!context.dry_run()) {
        say_count(context, session, meeting);
    }
    say_dry_run(context);
}

int run_counts(const app::Session& session, const ListOptions& options, Context& context,
               ProgramYear year, const std::optional<Group>& group) {
    const auto counts = app::meeting_counts(session, year, group);
    count_columns.write(context, counts);
    const bool short_of = std::ranges::any_of(counts, [](const MeetingCount& count) {
        return count.missing() > 0;
    });
    return short_of && options.exit_code ? something_due : 0;
}

int run_list(const ListOptions& options, Context& context) {
    if (options.exit_code && !options.counts) {
        throw UsageError{"--exit-code needs --counts", "add --counts"};
    }
    const ProgramYear year = options.year.value_or(ProgramYear::containing(context.today()));
    const auto session = context.reading_anything();
    const auto group = options.group.empty() ? std::optional<Group>{}
                                             : std::optional{session.group(options.group)};
    if (options.counts) {
        return run_counts(session, options, context, year, group);
    }
    const auto meetings = app::meetings_of(session, year, group);
    write_meetings(context, session, meetings);
    say_total(context, meetings.size(), "meeting", "meetings");
    if (meetings.empty()) {
        context.explain_empty(
            fmt::format("No meetings{} on record in {}; record one with 'lmsection meeting add'.",
                        group ? " of " + group->name : "", year.label()));
    }
    return 0;
}

constexpr const char* group_or_id =
    "Group: slug, name, initials, or part of the name; or a meeting's id";

void add_group_and_day(Arguments& arguments, Options& options, const char* group_help) {
    arguments.option("GROUP", options.group, group_help);
    arguments.option("--on", options.on, value::day(DayUse::either), "Date of the meeting");
}

void add_kind(Arguments& arguments, Options& options, const char* help) {
    arguments.option("--kind", options.kind, value::parsed<MeetingKind>("KIND", parse_meeting_kind),
                     help);
}

constexpr const char* which_kind =
    "virtual, in-person or email; needed if the group met in more than one way that day";

/// Returns the last one, `--with-chairs`.
Argument add_contents(Arguments& arguments, Options& options) {
    arguments.option("--agenda", options.fields.agenda, value::link(),
                     "Link to the agenda (\"\" removes it)");
    arguments.option("--minutes", options.fields.minutes, value::link(),
                     "Link to the minutes (\"\" removes it)");
    arguments.option("--note T", options.fields.note, value::line("note"),
                     "Note to record with it");
    return arguments.flag("--with-chairs", options.with_chairs,
                          "It is a meeting of {chairs-meetings} with the section's chairs");
}

void declare_add(Arguments& arguments, Options& options) {
    add_group_and_day(arguments, options, "Group: slug, name, initials, or part of the name");
    add_kind(arguments, options, "virtual (default), in-person or email");
    add_contents(arguments, options);
    arguments.option(
        "--from FILE", options.from,
        "Record all meetings in a CSV file or workbook, all or none (-: standard input)");
    arguments.flag("--ignore-extra", options.ignore_extra, "Ignore unknown columns");
}

void declare_edit(Arguments& arguments, Options& options) {
    add_group_and_day(arguments, options, group_or_id);
    add_kind(arguments, options, which_kind);
    const Argument with_chairs = add_contents(arguments, options);
    arguments
        .flag("--without-chairs", options.without_chairs, "The meeting was not with the chairs")
        .excludes(with_chairs);
    arguments.option("--new-date", options.fields.on, value::day(DayUse::either),
                     "Move the meeting to this day");
    arguments.option("--new-kind", options.fields.kind,
                     value::parsed<MeetingKind>("KIND", parse_meeting_kind),
                     "Change how the group meets: virtual, in-person or email");
}

void declare_remove(Arguments& arguments, Options& options) {
    add_group_and_day(arguments, options, group_or_id);
    add_kind(arguments, options, which_kind);
}

void declare_list(Arguments& arguments, ListOptions& options) {
    arguments.option("GROUP", options.group, "Only this group");
    add_shown_year(arguments, options.year);
    arguments.flag("--counts", options.counts,
                   "By group: held, wanted, missing, and remaining months without one");
    arguments.flag("--exit-code", options.exit_code,
                   "With --counts: exit with status 1 if a group has not met often enough yet");
}

constexpr std::array commands{
    Command{.path = "meeting add",
            .area = Area::what_is_due,
            .summary = "Record a meeting that was held or is planned",
            .examples = "  lmsection meeting add member-experience --on 2026-11-20 --agenda "
                        "https://drive.example/agenda\n"
                        "  lmsection meeting add leadership-team --on 2026-12-03 --with-chairs\n"
                        "  lmsection meeting add --from meetings.csv --dry-run\n",
            .writes = true,
            .set_up = set_up<declare_add, run_add, meeting_columns>,
            .usage = "GROUP --on DATE [OPTIONS]\n"
                     "--from FILE [OPTIONS]\n"},
    Command{.path = "meeting list",
            .area = Area::what_is_due,
            .summary = "List meetings, and groups that still have to meet",
            .examples = "  lmsection meeting list member-experience\n"
                        "  lmsection meeting list --counts --exit-code\n"
                        "  lmsection meeting list --year 2025 --format csv\n",
            .set_up = set_up<declare_list, run_list, meeting_columns, count_columns>},
    Command{
        .path = "meeting edit",
        .area = Area::what_is_due,
        .summary = "Add the minutes of a meeting, move it, or correct it",
        .examples =
            "  lmsection meeting edit member-experience --on 2026-11-20 --minutes "
            "https://drive.example/minutes\n"
            "  lmsection meeting edit leadership-team --on 2026-09-08 --note \"short meeting\"\n"
            "  lmsection meeting edit leadership-team --on 2026-09-08 --kind virtual "
            "--with-chairs\n"
            "  lmsection meeting edit leadership-team --on 2026-09-08 --new-date 2026-09-15\n",
        .writes = true,
        .set_up = set_up<declare_edit, run_edit, meeting_columns>,
        .usage = "GROUP --on DATE [OPTIONS]\n"},
    Command{.path = "meeting remove",
            .area = Area::what_is_due,
            .summary = "Remove a meeting that did not take place",
            .examples =
                "  lmsection meeting remove leadership-team --on 2026-12-03 --kind virtual\n"
                "  lmsection meeting remove leadership-team --on 2026-09-08\n"
                "  lmsection meeting remove new-leaders-and-managers --on 2026-08-19 --dry-run\n",
            .writes = true,
            .set_up = set_up<declare_remove, run_remove, meeting_columns>,
            .usage = "GROUP --on DATE [OPTIONS]\n"},
};

}    // namespace
}    // namespace meeting_command

extern constinit const CommandList meeting_commands{meeting_command::commands};

}    // namespace lmsection::cli
