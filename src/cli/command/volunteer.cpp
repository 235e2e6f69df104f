#include "lmsection/app/volunteer.hpp"
#include "command/letter_output.hpp"
#include "command/list_file.hpp"
#include "command/roster_columns.hpp"
#include "command/shared.hpp"
#include "format/width.hpp"
#include "lmsection/app/group_change.hpp"
#include "lmsection/app/person.hpp"
#include "lmsection/app/volunteer_form_file.hpp"
#include "lmsection/app/volunteer_step.hpp"
#include "lmsection/domain/form_value.hpp"

namespace lmsection::cli {

namespace volunteer_command {
namespace {

struct Options {
    app::StepOrder order;
    std::vector<std::string> people;       ///< VOLUNTEER where there may be several
    std::vector<std::string> reviewers;    ///< REVIEWER, and before it further volunteers
    VolunteerState step{};                 ///< that the command records, of several alike
    bool all_of_group = false;
    TermRequest term;
    app::OverridePolicy policy;
    std::optional<TypedPerson> from;
    bool sent = false;
};

struct AddOptions {
    std::string person;
    app::VolunteerForm form;
    std::optional<Date> on;
    std::string experience;
    bool is_new = false;
    bool not_new = false;
};

struct ImportOptions {
    std::string file;
    app::FormFileOptions forms;
    std::string bad_file;
};

struct ListOptions {
    std::optional<VolunteerState> state;
    std::optional<std::string> group;
    bool waiting = false;
    bool expired = false;
    bool all = false;
};

Tone tone_of(VolunteerState state) {
    switch (state) {
    case VolunteerState::submitted: return Tone::attention;
    case VolunteerState::assigned:
    case VolunteerState::alerted: return Tone::plain;
    case VolunteerState::accepted:
    case VolunteerState::appointed: return Tone::good;
    case VolunteerState::declined:
    case VolunteerState::withdrawn: return Tone::faint;
    }
    return Tone::plain;
}

/// Joins the lines of a text, for a table.
std::string on_one_line(std::string text) {
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at)) {
        text.replace(at, 1, " / ");
    }
    return text;
}

/// A form, of a section.
struct FormRow {
    const store::ListedVolunteer& listed;
    const app::Session& session;

    [[nodiscard]] const Volunteer& form() const { return listed.volunteer; }
    const Volunteer& operator*() const { return form(); }
    /// The group whose form it is; null if it is assigned to none yet.
    [[nodiscard]] const Group* group() const { return group_of(session, form().group); }
};

/// The slugs in order of choice, separated by spaces.
std::optional<std::string> choices_text(const FormRow& row) {
    std::string text;
    for (const GroupId choice : row.form().choices) {
        text += (text.empty() ? "" : " ") + row.session.group(choice).slug.text();
    }
    return text_or_absent(text);
}

constexpr auto form_columns = columns_of<FormRow>(
    for_scripts("id", "Id", &Volunteer::id),
    essential("name", "Name", [](const FormRow& row) { return Cell{row.listed.person.name}; }),
    useful("email", "Email", [](const FormRow& row) { return email_cell(row.listed.person); }),
    essential("state", "State",
              [](const FormRow& row, const Context& context) {
                  return row.form().replaced_by && context.for_people()
                             ? Cell{std::string_view{"replaced"}, Tone::faint}
                             : Cell{word(row.form().state), tone_of(row.form().state)};
              }),
    for_scripts("group_slug", "Group", [](const FormRow& row) { return slug_cell(row.group()); }),
    useful("group", "Group",
           [](const FormRow& row, const Context& context) {
               return row.group() == nullptr ? std::nullopt
                                             : std::optional{group_shown(context, *row.group())};
           }),
    useful("choices", "Choices", choices_text),
    extra("submitted_on", "Submitted", &Volunteer::submitted_on),
    useful("waiting_days", "Days waiting",
           [](const FormRow& row, const Context& context) {
               return Cell{waiting_days(row.form(), context.today())};
           }),
    extra("library_type", "Library type", absent_if_empty(&Volunteer::library_type)),
    extra("experience", "Years",
          [](const FormRow& row, const Context& context) {
              const std::string& text = row.form().experience_text;
              return context.for_people() && !text.empty() ? Cell{text}
                                                           : Cell{row.form().experience};
          }),
    extra("is_new", "New", &Volunteer::is_new),
    extra("reviewer", "Reviewer",
          [](const FormRow& row) { return Cell::or_absent(row.listed.reviewer); }),
    extra("comment", "Comment",
          [](const FormRow& row, const Context& context) {
              return text_or_absent(context.for_people() ? on_one_line(row.form().comment)
                                                         : row.form().comment);
          }),
    for_scripts("experience_text", "Experience", absent_if_empty(&Volunteer::experience_text)),
    for_scripts("answers", "Other answers", absent_if_empty(&Volunteer::answers)),
    for_scripts("replaced_by", "Replaced by", &Volunteer::replaced_by));

void write_forms(Context& context, const app::Session& session,
                 const std::vector<store::ListedVolunteer>& forms) {
    form_columns.write(context, forms, [&](const auto& form) { return FormRow{form, session}; });
}

void report(Context& context, const app::Session& session, const app::VolunteerResult& result) {
    context.warn(result.warnings);
    write_forms(context, session, result.volunteers);
    if (!result.changed) {
        say_unchanged(context, fmt::format("The form is already {}",
                                           word(result.volunteers.front().volunteer.state)));
    } else if (result.volunteers.size() > 1) {
        context.did(fmt::format("{} forms are {}.", result.volunteers.size(),
                                word(result.volunteers.front().volunteer.state)));
    } else {
        const auto& [form, person, reviewer] = result.volunteers.front();
        context.did(fmt::format("The form of {} is {}{}.", person.name, word(form.state),
                                form.group ? " for " + session.group(*form.group).name : ""));
    }
    say_dry_run(context);
}

/// The argument for this form in the next command.
std::string named(const app::Session& session, const app::VolunteerResult& result) {
    const auto& listed = result.volunteers.front();
    return app::other_forms(session, listed) ? fmt::format("{}", listed.volunteer.id.value)
                                             : app::argument_for(session, listed.person);
}

/// The orders for a step: for each volunteer who is named, or for all of a group.
std::vector<app::StepOrder> steps_of(const Options& options, const std::vector<std::string>& people,
                                     VolunteerState step, const app::Session& session) {
    if (options.all_of_group != people.empty()) {
        throw UsageError{people.empty() ? "VOLUNTEER is missing"
                                        : "VOLUNTEER and --all cannot be combined",
                         "name volunteers, or all of a group with --all"};
    }
    app::StepOrder order = options.order;
    if (options.all_of_group) {
        if (step == VolunteerState::assigned) {
            order.group.reset();    // a review is about no group
        }
        return app::orders_for_all(session, order, step, options.order.group);
    }
    std::vector<app::StepOrder> orders;
    for (const std::string& person : people) {
        order.volunteer = person;
        orders.push_back(order);
    }
    return orders;
}

/// Says that a step for all was for no one.
void say_nobody(Context& context) {
    say_unchanged(context, "No one is waiting for that");
}

app::VolunteerForm form_of(const AddOptions& options, const Context& context) {
    app::VolunteerForm form = options.form;
    form.person = or_usage(parse_typed_person(options.person));
    form.submitted_on = options.on.value_or(context.today());
    if (!options.experience.empty()) {
        const auto read = read_experience(options.experience, int{form.submitted_on.year()});
        if (!read.years) {
            throw UsageError{fmt::format("{} is not a number of years of experience",
                                         in_quotes(options.experience)),
                             "write a number from 0 to 99, or such as \"3-5 years\" or 10+"};
        }
        form.experience = read.years;
        form.experience_text = read.is_number ? "" : options.experience;
    }
    if (options.is_new && options.not_new) {
        throw UsageError{"--new and --not-new cannot be combined", "give one of them, or neither"};
    }
    if (options.is_new || options.not_new) {
        form.is_new = options.is_new;
    }
    if (form.choices.size() > most_choices) {
        throw UsageError{fmt::format("{} choices are too many", form.choices.size()),
                         fmt::format("give at most {}", most_choices)};
    }
    return form;
}

void run_add(const AddOptions& options, Context& context) {
    const auto form = form_of(options, context);
    auto session = context.writing();
    const auto result = app::add_volunteer(session, form);
    report(context, session, result);
    context.next_step(
        fmt::format("lmsection volunteer assign {} REVIEWER", named(session, result)));
}

void say_result(Context& context, const app::Session& session, const ImportOptions& options,
                const app::FormFileResult& file) {
    context.say(file.notes);
    context.warn(file.added.warnings);
    for (const Fault& fault : file.bad) {
        context.warn(fault.text());
    }
    if (context.shows_rows()) {
        write_forms(context, session, file.added.volunteers);
    }
    std::string summary = fmt::format("{} added, {} already on record",
                                      file.added.volunteers.size(), file.known);
    summary += file.bad_rows > 0
                   ? fmt::format(", {} not recorded ({})", file.bad_rows, options.bad_file)
                   : "";
    context.say(summary + ".");
}

void run_import(ImportOptions& options, Context& context) {
    options.forms.skip_bad = !options.bad_file.empty();
    check_bad_file(options.bad_file, options.file, context);
    const std::string bytes = context.read_file(options.file);
    auto session = context.writing();
    app::FormFileReport report;
    report.columns = [&](const std::vector<std::string>& lines) { context.say(lines); };
    report.bad_rows = writer_of_bad_rows(options.bad_file, context);
    const auto result = app::import_volunteers(session, bytes, display_name(options.file),
                                               options.forms, report);
    say_result(context, session, options, result);
    conclude(context, "lmsection volunteer list --waiting");
}

void run_list(const ListOptions& options, Context& context) {
    store::VolunteerFilter filter;
    filter.state = options.state;
    if (options.waiting) {
        filter.waiting = context.today();
    }
    if (options.expired) {
        filter.expired = context.today();
    }
    filter.with_replaced = options.all;
    const auto session = context.reading();
    if (options.group) {
        filter.group = session.group(*options.group).id;
    }
    const auto writer = form_columns.writer(context);
    store::each_volunteer(session.database(), filter, [&](const store::ListedVolunteer& listed) {
        writer.row({listed, session});
    });
    const std::size_t count = writer.end();
    say_total(context, count, "form", "forms");
    if (count == 0) {
        context.explain_empty(filter.waiting
                                  ? "No matching volunteers are waiting for an answer on " +
                                        iso(context.today()) + "."
                                  : "No matching forms on record; add one with 'lmsection "
                                    "volunteer add' or 'volunteer import'.");
    }
    if (filter.group && context.for_people()) {
        const std::string text = app::balance_text(session, session.group(*filter.group),
                                                   page_width);
        context.print("\n" + text);
    }
}

/// A step of a form.
struct StepRow {
    const store::ListedVolunteer& listed;
    const store::VolunteerStep& step;
    const Group* group;    ///< null where it concerns none

    const store::VolunteerStep& operator*() const { return step; }
};

constexpr auto step_columns = columns_of<StepRow>(
    title_above("name", "", [](const StepRow& row) { return Cell{row.listed.person.name}; }),
    for_scripts("email", "Email", [](const StepRow& row) { return email_cell(row.listed.person); }),
    for_scripts("submitted_on", "Form dated",
                [](const StepRow& row) { return row.listed.volunteer.submitted_on; }),
    essential("on", "On", &store::VolunteerStep::on),
    essential("step", "Step", &store::VolunteerStep::step),
    for_scripts("group_slug", "Group", [](const StepRow& row) { return slug_cell(row.group); }),
    useful("group", "Group", [](const StepRow& row) { return name_cell(row.group); }),
    useful("by", "By", &store::VolunteerStep::by),
    useful("note", "Note", absent_if_empty(&store::VolunteerStep::note)));

void run_show(const Options& options, Context& context) {
    const auto session = context.reading();
    const auto listed = app::find_volunteer(session, options.order.volunteer);
    const bool by_id = parse_id<VolunteerId>(options.order.volunteer).has_value();
    if (const auto others = by_id ? std::nullopt : app::other_forms(session, listed)) {
        context.warn(*others);
    }
    step_columns.write(context, store::steps_of(session.database(), listed.volunteer.id),
                       [&](const store::VolunteerStep& step) {
                           return StepRow{listed, step, group_of(session, step.group)};
                       });
}

void run_assign(const Options& options, Context& context) {
    // The last word is the reviewer, those before it are volunteers.
    std::vector<std::string> words;
    if (!options.order.volunteer.empty()) {
        words.push_back(options.order.volunteer);
    }
    words.insert(words.end(), options.reviewers.begin(), options.reviewers.end());
    if (words.empty() || (words.size() < 2 && !options.all_of_group)) {
        throw UsageError{"REVIEWER is missing",
                         "write 'lmsection volunteer assign VOLUNTEER REVIEWER'"};
    }
    const std::string reviewer = words.back();
    words.pop_back();
    auto session = context.writing();
    const auto orders = steps_of(options, words, VolunteerState::assigned, session);
    if (orders.empty()) {
        return say_nobody(context);
    }
    const auto result = app::assign_reviewer(session, orders, reviewer);
    report(context, session, result);
    context.next_step(fmt::format("lmsection volunteer alert {}", named(session, result)));
}

void run_alert(const Options& options, Context& context) {
    const app::StepOrder& order = options.order;
    if (options.sent) {
        if (options.from) {
            throw UsageError{"--sent and --from cannot be combined", "leave out --from"};
        }
        auto session = context.writing();
        const auto result = app::alert_sent(session, order);
        report(context, session, result);
        context.next_step(fmt::format("lmsection volunteer accept {0}, or decline {0} --reason "
                                      "\"...\"",
                                      named(session, result)));
        return;
    }
    if (!context.for_people() && context.format() != Format::md) {
        throw UsageError{"an alert is an email message and has no other format",
                         "leave out --format, or read it with --format md"};
    }
    auto session = context.reading();
    const auto alert = app::alert_to_send(session, order, options.from);
    context.warn(alert.result.warnings);
    if (context.format() == Format::md || context.width()) {
        show_letter(context, alert.letter);
    } else {
        context.print(message_of(session, alert.letter, alert.from));
    }
    if (alert.was_sent) {
        context.say("This message is already recorded as sent; nothing was changed.");
        return;
    }
    const std::string group = order.group
                                  ? fmt::format(" --group {}",
                                                session.group_to_change(*order.group).slug.text())
                                  : "";
    context.say(fmt::format("Nothing is recorded yet. Send the message (| sendmail -t), then run: "
                            "lmsection volunteer alert {}{} --sent",
                            named(session, alert.result), group));
}

void run_step(const Options& options, Context& context) {
    const VolunteerState step = options.step;
    if (step == VolunteerState::declined && options.order.reason.empty()) {
        throw UsageError{"--reason is missing", "say why, in quotes"};
    }
    auto session = context.writing();
    const auto orders = steps_of(options, options.people, step, session);
    if (orders.empty()) {
        return say_nobody(context);
    }
    const auto result = app::record_step(session, orders, step);
    report(context, session, result);
    if (step == VolunteerState::accepted) {
        context.next_step(fmt::format("lmsection volunteer appoint {}", named(session, result)));
    } else if (step == VolunteerState::declined) {
        context.next_step(fmt::format("lmsection volunteer alert {}, for the next choice",
                                      named(session, result)));
    }
}

void run_appoint(const Options& options, Context& context) {
    auto session = context.writing();
    const auto orders = steps_of(options, options.people, VolunteerState::appointed, session);
    if (orders.empty()) {
        return say_nobody(context);
    }
    const auto result = app::appoint_volunteers(session, orders, options.term, options.policy);
    report_appointed(context, result);
    if (result.known > 0) {
        say_unchanged(context,
                      fmt::format("{} is already appointed", result.appointed.front().person.name));
    }
    context.next_step(
        fmt::format("lmsection roster {}", result.appointed.front().group.slug.text()));
}

void add_volunteer_argument(Arguments& arguments, Options& options) {
    arguments
        .option("VOLUNTEER", options.order.volunteer,
                "A person, for their latest open form; or a form's id")
        .required();
}

Argument add_volunteers_argument(Arguments& arguments, Options& options) {
    return arguments.option("VOLUNTEER", options.people,
                            "People, for their latest open forms; or ids of forms");
}

Argument add_group(Arguments& arguments, Options& options, const char* what) {
    return arguments.option("--group G", options.order.group, what);
}

/// Adds `--group` and `--all`, for a step of several volunteers.
void add_group_and_all(Arguments& arguments, Options& options) {
    const Argument group = add_group(arguments, options,
                                     "Group (default: the one alerted, else the first choice)");
    arguments
        .flag("--all", options.all_of_group,
              "Everyone waiting for this group: it was alerted, or is their first choice")
        .needs(group);
}

void add_skip(Arguments& arguments, Options& options) {
    arguments.option("--skip", options.order.skip_reason, value::reason("--skip"),
                     "Allow skipped steps; the reason is recorded");
}

void add_reason(Arguments& arguments, Options& options) {
    arguments.option("--reason TEXT", options.order.reason, value::reason("--reason"),
                     "The reason to record");
}

void declare_add(Arguments& arguments, AddOptions& options) {
    arguments
        .option("PERSON", options.person,
                "Email, name, or \"Full Name <name@lib.example>\" for someone new")
        .required();
    arguments
        .option("--choice G", options.form.choices, "A group; repeat for each choice, in order")
        .once_each();
    arguments.option("--on", options.on, value::day(DayUse::done),
                     "Date of the form (default: today)");
    arguments.option("--institution", options.form.institution, value::line("institution"),
                     "Where the person works");
    arguments.option("--library-type T", options.form.library_type, value::line("library type"),
                     "Such as academic, public or school");
    arguments
        .option("--experience N", options.experience,
                "Years in the profession: 6, or as written, such as \"3-5 years\" or 10+")
        .not_empty();
    arguments.flag("--new", options.is_new, "New to the section");
    arguments.flag("--not-new", options.not_new, "Not new to the section");
    arguments.option("--comment", options.form.comment,
                     value::parsed<std::string>("TEXT", parse_comment),
                     "Other remarks on the form");
}

void declare_import(Arguments& arguments, ImportOptions& options) {
    arguments
        .option("FORM", options.file,
                "Export of a web form in any layout (xlsx, ods or CSV), or what 'volunteer list' "
                "wrote (-: standard input)")
        .required();
    add_list_options(arguments,
                     {options.forms.map, options.forms.ignore, options.forms.sheet,
                      &options.forms.save_map, &options.bad_file},
                     "Read a column as this field: --map \"name=Your name\"");
    arguments.flag("--ignore-extra", options.forms.ignore_extra,
                   "Leave out the answers to other questions");
}

void declare_list(Arguments& arguments, ListOptions& options) {
    arguments.option("--state", options.state,
                     value::parsed<VolunteerState>("STATE", parse_volunteer_state),
                     "submitted, assigned, alerted, accepted, declined, withdrawn or appointed");
    arguments.option("--group G", options.group,
                     "Volunteers who chose or were proposed to this group, and its balance");
    const Argument waiting = arguments.flag("--waiting", options.waiting,
                                            "Only volunteers waiting for an answer");
    arguments
        .flag("--expired", options.expired,
              "Only volunteers without an answer whose year has passed")
        .excludes(waiting);
    arguments.flag("--all", options.all, "Also forms that a newer form of the person replaced");
}

void declare_show(Arguments& arguments, Options& options) {
    add_volunteer_argument(arguments, options);
}

void declare_assign(Arguments& arguments, Options& options) {
    arguments.option("VOLUNTEER", options.order.volunteer,
                     "People, for their latest open forms; or ids of forms");
    arguments.option("REVIEWER", options.reviewers, "A current member of {leadership-team}");
    add_group(arguments, options, "With --all: only volunteers who wait for this group");
    arguments.flag("--all", options.all_of_group, "All waiting volunteers without a reviewer");
}

void declare_alert(Arguments& arguments, Options& options) {
    add_volunteer_argument(arguments, options);
    add_group(arguments, options,
              "Group whose chair to alert (default: the first choice; after a decline "
              "the next one)");
    arguments.option("--from", options.from,
                     value::parsed<TypedPerson>("ADDRESS", parse_typed_person),
                     "Who sends the message (default: the reviewer)");
    arguments.flag("--sent", options.sent, "Record that the message was sent");
    add_skip(arguments, options);
}

void declare_accept(Arguments& arguments, Options& options) {
    options.step = VolunteerState::accepted;
    add_volunteers_argument(arguments, options);
    add_group_and_all(arguments, options);
    add_skip(arguments, options);
}

void declare_decline(Arguments& arguments, Options& options) {
    options.step = VolunteerState::declined;
    add_volunteers_argument(arguments, options);
    add_group_and_all(arguments, options);
    add_reason(arguments, options);
    add_skip(arguments, options);
}

void declare_withdraw(Arguments& arguments, Options& options) {
    options.step = VolunteerState::withdrawn;
    add_volunteers_argument(arguments, options).required();
    add_reason(arguments, options);
}

void declare_appoint(Arguments& arguments, Options& options) {
    add_volunteers_argument(arguments, options);
    add_group_and_all(arguments, options);
    arguments.option("--role", options.term.role, value::role(), "{roles} (default: member)");
    arguments.option("--years", options.term.years, value::term_years(),
                     "Program years: {terms} (default: as for 'appoint')");
    arguments.option("--year", options.term.year, value::program_year(DayUse::planned),
                     "As for 'appoint'");
    arguments.option("--start", options.term.start, value::day(DayUse::start), "As for 'appoint'");
    add_policy_options(arguments, options.policy);
    add_skip(arguments, options);
}

constexpr std::array commands{
    Command{
        .path = "volunteer add",
        .area = Area::who_serves,
        .summary = "Record a volunteer form",
        .examples =
            "  lmsection volunteer add \"Ana Diaz <ana@lib.example>\" --choice middle-managers "
            "--experience 6 --new\n"
            "  lmsection volunteer add \"Ben Okafor <ben@lib.example>\" --choice middle-managers\n"
            "  lmsection volunteer add \"Ana Díaz\" --choice MBP --choice library-consulting --on "
            "2026-11-20\n",
        .writes = true,
        .set_up = set_up<declare_add, run_add, form_columns>},
    Command{.path = "volunteer import",
            .area = Area::who_serves,
            .summary = "Record volunteer forms from a file",
            .examples = "  lmsection volunteer import volunteers.csv --dry-run\n"
                        "  lmsection volunteer import responses.xlsx --map \"name=Your name\"\n"
                        "  lmsection volunteer import volunteers.csv --skip-bad bad.csv\n",
            .writes = true,
            .set_up = set_up<declare_import, run_import, form_columns>},
    Command{.path = "volunteer list",
            .area = Area::who_serves,
            .summary = "List volunteers, and how long they have waited",
            .examples = "  lmsection volunteer list --waiting\n"
                        "  lmsection volunteer list --group middle-managers\n"
                        "  lmsection volunteer list --state accepted --format csv\n",
            .set_up = set_up<declare_list, run_list, form_columns>},
    Command{.path = "volunteer show",
            .area = Area::who_serves,
            .summary = "Show the steps of one volunteer form",
            .examples = "  lmsection volunteer show ana@lib.example\n"
                        "  lmsection volunteer show \"Hollis Trevannion\"\n"
                        "  lmsection volunteer show \"Hollis Trevannion\" --format json\n",
            .set_up = set_up<declare_show, run_show, step_columns>},
    Command{.path = "volunteer assign",
            .area = Area::who_serves,
            .summary = "Assign a form to the person who reviews it",
            .examples = "  lmsection volunteer assign ana@lib.example ben@lib.example\n"
                        "  lmsection volunteer assign hollis maeve\n"
                        "  lmsection volunteer assign silas hollis \"Tessa "
                        "D'Angelo\" --dry-run\n"
                        "  lmsection volunteer assign --all maeve --dry-run\n",
            .writes = true,
            .set_up = set_up<declare_assign, run_assign, form_columns>,
            .usage = "VOLUNTEER... REVIEWER [OPTIONS]\n"
                     "--all [--group G] REVIEWER [OPTIONS]\n"},
    Command{
        .path = "volunteer alert",
        .area = Area::who_serves,
        .summary = "Write to a group's chair about a volunteer",
        .examples =
            "  lmsection volunteer alert ana@lib.example | sendmail -t\n"
            "  lmsection volunteer alert ana@lib.example --sent\n"
            "  lmsection volunteer alert ana@lib.example --format md\n"
            "  lmsection volunteer alert ana@lib.example --group middle-managers -o alert.eml\n"
            "  lmsection volunteer alert hollis --skip \"not assigned\" --from chi@lib.example\n"
            "  lmsection volunteer alert hollis --skip \"not assigned\" --sent\n",
        .writes = true,
        .set_up = set_up<declare_alert, run_alert, form_columns>},
    Command{.path = "volunteer accept",
            .area = Area::who_serves,
            .summary = "Record that the chair accepted a volunteer",
            .examples =
                "  lmsection volunteer accept ana@lib.example\n"
                "  lmsection volunteer accept hollis --skip \"agreed by phone\"\n"
                "  lmsection volunteer accept hollis quentin --skip \"agreed by phone\" --dry-run\n"
                "  lmsection volunteer accept --all --group middle-managers\n",
            .writes = true,
            .set_up = set_up<declare_accept, run_step, form_columns>,
            .usage = "VOLUNTEER... [OPTIONS]\n"
                     "--all --group G [OPTIONS]\n"},
    Command{
        .path = "volunteer decline",
        .area = Area::who_serves,
        .summary = "Record that the chair declined a volunteer",
        .examples =
            "  lmsection volunteer decline ana@lib.example --reason \"no seat until July\"\n"
            "  lmsection volunteer decline hollis --reason \"no seat\" --skip \"agreed by phone\"\n"
            "  lmsection volunteer decline hollis --reason \"no seat\" --skip \"agreed by phone\" "
            "--dry-run\n",
        .writes = true,
        .set_up = set_up<declare_decline, run_step, form_columns>,
        .usage = "VOLUNTEER... --reason TEXT [OPTIONS]\n"
                 "--all --group G --reason TEXT [OPTIONS]\n"},
    Command{.path = "volunteer withdraw",
            .area = Area::who_serves,
            .summary = "Record that a volunteer withdrew",
            .examples = "  lmsection volunteer withdraw ana@lib.example --reason \"new job\"\n"
                        "  lmsection volunteer withdraw hollis\n"
                        "  lmsection volunteer withdraw \"Quentin Zarzuela\" --dry-run\n",
            .writes = true,
            .set_up = set_up<declare_withdraw, run_step, form_columns>},
    Command{
        .path = "volunteer appoint",
        .area = Area::who_serves,
        .summary = "Appoint a volunteer whom the chair accepted",
        .examples =
            "  lmsection volunteer appoint ana@lib.example --years 1\n"
            "  lmsection volunteer appoint hollis --skip \"agreed by phone\"\n"
            "  lmsection volunteer appoint hollis --skip \"agreed by phone\" --years 1 --dry-run\n"
            "  lmsection volunteer appoint --all --group middle-managers\n",
        .writes = true,
        .set_up = set_up<declare_appoint, run_appoint, roster_columns>,
        .usage = "VOLUNTEER... [OPTIONS]\n"
                 "--all --group G [OPTIONS]\n"},
};

}    // namespace
}    // namespace volunteer_command

extern constinit const CommandList volunteer_commands{volunteer_command::commands};

}    // namespace lmsection::cli
