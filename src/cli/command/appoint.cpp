#include "command/registrations.hpp"
#include "command/shared.hpp"
#include "lmsection/app/appointment.hpp"

#include <fmt/format.h>

#include <optional>

namespace lmsection::cli {

namespace {

struct Options {
    std::string person;
    std::string group;
    std::optional<std::string> from;
    bool ignore_extra = false;
    TermRequest term;
    std::optional<std::string> end;    // its year depends on the start
    std::string note;
    std::string institution;
    bool replace = false;
    FirmnessOptions firmness;
    std::optional<Date> on;
    std::string reason;
};

constexpr const char* somebody_known =
    "An email, an id, a name, or a part of one; or a term's id, without GROUP";
constexpr const char* group_to_name = "A group's slug, name, initials or a part of it";
constexpr const char* group_if_several = "The same, where the person serves in more than one group";

void add_person_and_group(Arguments& arguments, Options& options, const char* person_help,
                          const char* group_help) {
    arguments.option("PERSON", options.person, person_help);
    arguments.option("GROUP", options.group, group_help);
}

/// The options that say how one person is appointed.
std::vector<Argument> add_options_of_one(Arguments& arguments, Options& options) {
    return {arguments.option("--role", options.term.role, value::role(),
                             "member (default), {leading-roles}"),
            arguments.option("--years", options.term.years, value::term_years(),
                             "Program years: {terms} (default {usual-terms})"),
            arguments.option("--year", options.term.year, value::program_year(DayUse::planned),
                             "The program year it starts in (default: until December the running "
                             "one, from January the next)"),
            arguments.option("--start", options.term.start, value::day(DayUse::start),
                             "The first day (default July 1, or today when that has passed)"),
            arguments
                .option("--end", options.end,
                        "The last day (default: the June 30 of its last program year)")
                .type_name("DATE"),
            arguments.option("--note", options.note, value::line("note"),
                             "A line kept with the appointment"),
            arguments.option("--institution", options.institution, value::line("institution"),
                             "Where the person works"),
            arguments.flag("--replace", options.replace,
                           "End the person's running term in the group the day before; without "
                           "--years, --year or --end the new one ends when that one would have")};
}

void require_person_and_group(const Options& options, std::string_view command) {
    if (options.person.empty() || options.group.empty()) {
        throw UsageError{fmt::format("{} is missing", options.person.empty() ? "PERSON" : "GROUP"),
                         fmt::format("write 'lmsection {} PERSON GROUP'", command)};
    }
}

/// GROUP may be left out, also with a term's own id.
void require_person(const Options& options, std::string_view command) {
    if (options.person.empty()) {
        throw UsageError{"PERSON is missing",
                         fmt::format("write 'lmsection {} PERSON [GROUP]'", command)};
    }
}

app::AppointOrder order_of(const Options& options, Context& context) {
    app::AppointOrder order;
    order.person = or_usage(parse_typed_person(options.person));
    order.group = options.group;
    order.request = options.term;
    if (options.end) {
        order.request.end = day_from(context, *options.end,
                                     options.term.start.value_or(context.today()));
    }
    order.note = options.note;
    order.institution = options.institution;
    order.replace = options.replace;
    return order;
}

int run_appoint_one(const Options& options, Context& context) {
    require_person_and_group(options, "appoint");
    const auto order = order_of(options, context);
    const auto firmness = firmness_of(options.firmness);
    auto session = context.writing();
    const auto result = app::appoint(session, order, firmness);
    report_appointed(context, result);
    if (result.known > 0) {
        const auto& [held, person, group] = result.appointed.front();
        say_unchanged(context,
                      fmt::format("{} already serves in {} as {} from {} to {}", person.name,
                                  group.name, word(held.role), iso(held.start), iso(held.end)));
    }
    context.next_step(
        fmt::format("lmsection roster {}", result.appointed.front().group.slug.text()));
    return 0;
}

int run_appoint_many(const Options& options, Context& context) {
    if (!options.person.empty()) {
        throw UsageError{"PERSON and --from do not go together",
                         "name one person, or a file of many"};
    }
    const auto firmness = firmness_of(options.firmness);
    const std::string csv = context.read_file(*options.from);
    auto session = context.writing();
    const std::string name = spoken_name(*options.from);
    std::vector<app::Appointed> appointed;    // to be shown once all of them are on record
    std::size_t count = 0;
    const auto file = app::appoint_from(session, csv, name, options.ignore_extra, firmness,
                                        [&](const auto&... one) {
                                            ++count;
                                            if (context.tells_rows()) {
                                                appointed.push_back({one...});
                                            }
                                        });
    context.warn(file.warnings);
    if (context.tells_rows()) {
        write_appointed(context, appointed);
    }
    say_added(context, "appointed", count - file.known, count);
    tell_dry_run(context);
    return 0;
}

}    // namespace

Runner set_up_appoint(Arguments& arguments) {
    auto options = options_of<Options>();
    add_person_and_group(
        arguments, *options,
        "An email, an id, a name, or \"Full Name <name@lib.example>\" for someone new",
        group_to_name);
    const auto from = arguments
                          .option("--from", options->from,
                                  "Appoint all that a CSV file names, or none (-: input)")
                          .type_name("FILE")
                          .not_empty();
    arguments.flag("--ignore-extra", options->ignore_extra, "Pass over columns that are not ours")
        .needs(from);
    for (const Argument of_one : add_options_of_one(arguments, *options)) {
        from.excludes(of_one);    // a file has columns for them
    }
    add_firmness(arguments, options->firmness);
    return [options](Context& context) {
        return options->from ? run_appoint_many(*options, context)
                             : run_appoint_one(*options, context);
    };
}

Runner set_up_appoint_end(Arguments& arguments) {
    auto options = options_of<Options>();
    add_person_and_group(arguments, *options, somebody_known, group_if_several);
    arguments.option("--on", options->on, value::day(DayUse::either),
                     "The last day of service (default today)");
    arguments.option("--reason", options->reason, value::line("reason"),
                     "Why, kept with the appointment");
    arguments.flag("--strict", options->firmness.strict, "Refuse what would be a warning");
    return [options](Context& context) {
        require_person(*options, "appoint end");
        const Date on = options->on.value_or(context.today());
        auto session = context.writing();
        const auto result = app::end_term(session, options->person, options->group, on,
                                          options->reason, firmness_of(options->firmness));
        report_appointed(context, result);
        if (result.known > 0) {
            say_unchanged(context, fmt::format("The term ends on {} already", iso(on)));
        }
        return 0;
    };
}

Runner set_up_appoint_renew(Arguments& arguments) {
    auto options = options_of<Options>();
    add_person_and_group(arguments, *options, somebody_known, group_if_several);
    arguments.option("--years", options->term.years, value::term_years(),
                     "Program years: {terms} (default: as with 'appoint', for the role)");
    add_firmness(arguments, options->firmness);
    return [options](Context& context) {
        require_person(*options, "appoint renew");
        auto session = context.writing();
        const auto result = app::renew(session, options->person, options->group,
                                       options->term.years, firmness_of(options->firmness));
        report_appointed(context, result);
        if (result.known > 0) {
            const auto& [held, person, group] = result.appointed.front();
            say_unchanged(context, fmt::format("{} is already renewed to {} in {}", person.name,
                                               iso(held.end), group.name));
        }
        return 0;
    };
}

}    // namespace lmsection::cli
