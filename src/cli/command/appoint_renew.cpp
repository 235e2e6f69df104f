#include "command/appoint_renew.hpp"

#include "command/roster_columns.hpp"
#include "command/shared.hpp"
#include "lmsection/app/renewal.hpp"

namespace lmsection::cli {

namespace {

struct RenewOptions {
    std::string person;
    std::string group;
    bool ending = false;
    std::string only;    ///< the group of `--group`; empty: all
    bool all = false;
    std::optional<std::string> from;
    std::optional<int> years;
    app::OverridePolicy policy;
};

void renew_one(const RenewOptions& options, Context& context) {
    if (options.person.empty()) {
        throw UsageError{"PERSON is missing", "write 'lmsection appoint renew PERSON [GROUP]', or "
                                              "--ending for all who said yes"};
    }
    auto session = context.writing();
    const auto result = app::renew(session, options.person, options.group, options.years,
                                   options.policy);
    report_appointed(context, result);
    if (result.known > 0) {
        const auto& [term, person, group] = result.appointed.front();
        say_unchanged(context, fmt::format("{} is already renewed to {} in {}", person.name,
                                           iso(term.end), group.name));
    }
}

/// "3 said no, 2 will answer later and 5 were not asked"
std::string others(const app::RenewalResult& done) {
    std::vector<std::string> texts;
    const auto add = [&](std::size_t count, std::string_view what) {
        if (count > 0) {
            texts.push_back(fmt::format("{} {}", count, what));
        }
    };
    add(done.said_no, "said no");
    add(done.later, "will answer later");
    add(done.not_asked, done.not_asked == 1 ? "was not asked" : "were not asked");
    return joined_with_and(texts);
}

void renew_all_ending(const RenewOptions& options, Context& context) {
    auto session = context.writing();
    app::RenewalOrder order{.all = options.all, .years = options.years};
    if (!options.only.empty()) {
        order.group = session.group_to_change(options.only);
    }
    const auto done = app::renew_ending(session, order, options.policy);
    report_appointed(context, done.result);
    const std::size_t renewed = done.result.appointed.size();
    const std::string rest = others(done);
    if (renewed == 0) {
        say_unchanged(
            context,
            rest.empty()
                ? fmt::format("No terms to renew end on {}", iso(done.last))
                : fmt::format("No one whose term ends on {} said yes: {}{}", iso(done.last), rest,
                              done.not_asked > 0 ? "; --all renews those not asked" : ""));
        return;
    }
    context.say(fmt::format("{} renewed{}{}.", counted(renewed, "term", "terms"),
                            rest.empty() ? "" : "; ", rest));
}

void renew_all_in_file(const RenewOptions& options, Context& context) {
    const std::string bytes = context.read_file(*options.from);
    auto session = context.writing();
    const auto result = app::renew_from(session, bytes, display_name(*options.from),
                                        options.policy);
    report_appointed(context, result);
    const std::size_t renewed = result.appointed.size() - result.known;
    context.say(fmt::format("{} renewed{}.", counted(renewed, "term", "terms"),
                            result.known == 0 ? "" : fmt::format(", {} already", result.known)));
}

void run_renew(const RenewOptions& options, Context& context) {
    return options.from     ? renew_all_in_file(options, context)
           : options.ending ? renew_all_ending(options, context)
                            : renew_one(options, context);
}

void declare_renew(Arguments& arguments, RenewOptions& options) {
    const auto person = arguments.option(
        "PERSON", options.person,
        "Email, id, name, or part of the name; or a term's id, without "
        "GROUP");
    arguments.option("GROUP", options.group, "Group, if the person serves in more than one");
    const auto years = arguments.option("--years", options.years, value::term_years(),
                                        "Program years: {terms} (default: as for 'appoint')");
    const auto ending = arguments.flag(
        "--ending", options.ending,
        "Renew everyone who said yes and whose term ends on June 30, "
        "all or none");
    arguments.option("--group GROUP", options.only, "Only in this group").not_empty().needs(ending);
    arguments.flag("--all", options.all, "Renew also those who were not asked").needs(ending);
    arguments
        .option(
            "--from FILE", options.from,
            "Renew everyone in a list with the columns name, group and perhaps years (xlsx, ods "
            "or CSV; -: standard input), all or none")
        .not_empty()
        .excludes(years)
        .excludes(ending)
        .excludes(person);
    ending.excludes(person);
    add_policy_options(arguments, options.policy);
}

}    // namespace

Runner set_up_appoint_renew(Arguments& arguments) {
    return set_up<declare_renew, run_renew, roster_columns>(arguments);
}

}    // namespace lmsection::cli
