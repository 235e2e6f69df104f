#include "lmsection/app/merge.hpp"
#include "command/entry_row.hpp"
#include "command/registrations.hpp"
#include "command/shared.hpp"

#include <fmt/format.h>

namespace lmsection::cli {

namespace {

using store::Dispute;
using store::Disputed;
using store::Side;

struct Options {
    std::string other;
    bool ours = false;
    bool theirs = false;
};

std::string told(const std::optional<std::string>& value) {
    return value ? fmt::format("'{}'", *value) : "nothing";
}

/// Shows a dispute to whoever sits at the terminal, and asks. A `RefusedError` where they give up.
Side ask(Context& context, const Dispute& dispute) {
    for (const Disputed& field : dispute) {
        context.ask_about(fmt::format("{}, {}, {}\n  ours:   {}\n  theirs: {}\n  before: {}\n",
                                      field.table, field.record, field.field, told(field.ours),
                                      told(field.theirs), told(field.base)));
    }
    for (;;) {
        const std::string answer = context.answer("Which stands: ours, theirs, or quit? [o/t/q] ");
        if (answer == "o" || answer == "ours") {
            return Side::ours;
        }
        if (answer == "t" || answer == "theirs") {
            return Side::theirs;
        }
        if (answer.empty() || answer == "q" || answer == "quit") {
            throw RefusedError{"the merge was given up and nothing was changed",
                               "decide for all with --ours or --theirs"};
        }
    }
}

void write_disputes(Context& context, const std::vector<Disputed>& disputed) {
    const auto writer = context.rows({{"entry", "Entry", Shown::to_scripts},
                                      {"table", "Table"},
                                      {"record", "Record"},
                                      {"field", "Field"},
                                      {"ours", "Ours"},
                                      {"theirs", "Theirs"},
                                      {"base", "Before"}});
    for (const Disputed& field : disputed) {
        const std::string entry = field.entry == 0 ? "" : std::to_string(field.entry);
        writer->row({Cell::or_absent(entry), field.table, field.record, field.field,
                     Cell{field.ours}, Cell{field.theirs}, Cell{field.base}});
    }
    writer->end();
}

/// What came, and what was decided about it.
void tell(Context& context, const app::Merged& merged, const std::string& other) {
    context.warn(merged.warnings());
    const auto writer = context.rows(entry_columns());
    for (const store::Entry& entry : merged.coming()) {
        write_entry(*writer, entry);
    }
    writer->end();
    for (const auto& [dispute, winner] : merged.decisions()) {
        for (const Disputed& field : dispute) {
            const bool ours = winner == Side::ours;
            context.say(fmt::format("{} stands: {}, {}, {}: {}, not {}", word(winner), field.table,
                                    field.record, field.field,
                                    told(ours ? field.ours : field.theirs),
                                    told(ours ? field.theirs : field.ours)));
        }
    }
    context.say(merged.coming().empty()
                    ? fmt::format("Nothing new in {}.", other)
                    : fmt::format("Entries from {}: {}.", other, merged.coming().size()));
    tell_dry_run(context);
}

int run_merge(const Options& options, Context& context) {
    context.refuse_output_onto(options.other);
    auto session = context.writing();
    std::vector<Disputed> undecided;
    const auto decide = [&](const Dispute& dispute) {
        if (options.ours || options.theirs) {
            return options.ours ? Side::ours : Side::theirs;
        }
        if (context.can_ask()) {
            return ask(context, dispute);
        }
        undecided.insert(undecided.end(), dispute.begin(), dispute.end());
        return Side::ours;
    };
    app::Merged merged{session, options.other, decide};
    if (!undecided.empty()) {
        write_disputes(context, undecided);
        return context.refuse({fmt::format("what both changed stands against it, and nothing was "
                                           "merged: {} in the list",
                                           undecided.size()),
                               "decide with --ours or --theirs, or at a terminal one by one"});
    }
    merged.write();
    tell(context, merged, options.other);
    context.next_step("send the merged file to the other officer, or merge this one there");
    return 0;
}

}    // namespace

Runner set_up_merge(Arguments& arguments) {
    auto options = options_of<Options>();
    arguments.option("FILE", options->other, "Another copy of the section's file; it is only read")
        .required()
        .not_empty();
    const auto ours = arguments.flag("--ours", options->ours, "Where both changed it, ours stands");
    arguments.flag("--theirs", options->theirs, "Where both changed it, theirs stands")
        .excludes(ours);
    return [options](Context& context) { return run_merge(*options, context); };
}

}    // namespace lmsection::cli
