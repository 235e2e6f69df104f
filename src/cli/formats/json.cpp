// JSON, one array of objects, and JSONL, an object a line; streamed, so nothing is held.
#include "writers.hpp"

#include "lmsection/app/json_text.hpp"

#include <string>

namespace lmsection::cli {

namespace {

std::string value_of(const Cell& cell) {
    if (const auto* text = std::get_if<std::string_view>(&cell.value)) {
        return app::json_text(*text);
    }
    return std::holds_alternative<std::monostate>(cell.value) ? "null" : plain_text(cell);
}

class Json : public RowWriter {
public:
    /// `as_lines`: JSONL.
    Json(const Columns& columns, Sink& sink, bool as_lines)
        : shown_(columns_for_scripts(columns)), sink_(sink), as_lines_(as_lines) {
        for (const std::size_t i : shown_) {
            keys_.push_back(app::json_text(columns[i].name) + ':');
        }
        if (!as_lines_) {
            sink_.write("[");
        }
    }

    void row(std::span<const Cell> cells) override {
        std::string line = as_lines_ ? "{" : first_ ? "\n{" : ",\n{";
        for (std::size_t i = 0; i < shown_.size(); ++i) {
            line += i == 0 ? "" : ",";
            line += keys_[i];
            line += value_of(cells[shown_[i]]);
        }
        line += as_lines_ ? "}\n" : "}";
        sink_.write(line);
        first_ = false;
    }

    void end() override {
        if (!as_lines_) {
            sink_.write(first_ ? "]\n" : "\n]\n");
        }
    }

private:
    std::vector<std::size_t> shown_;
    std::vector<std::string> keys_;
    Sink& sink_;
    bool as_lines_;
    bool first_ = true;
};

}    // namespace

std::unique_ptr<RowWriter> make_json(const Columns& columns, Sink& sink) {
    return std::make_unique<Json>(columns, sink, false);
}

std::unique_ptr<RowWriter> make_jsonl(const Columns& columns, Sink& sink) {
    return std::make_unique<Json>(columns, sink, true);
}

}    // namespace lmsection::cli
