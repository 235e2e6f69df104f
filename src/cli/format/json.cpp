// JSON, one array of objects, and JSONL, one object per line. Rows are streamed.
#include "format/json.hpp"

#include "lmsection/base/json_text.hpp"

#include <string>

namespace lmsection::cli {

namespace {

void append_value(std::string& json, const Cell& cell) {
    if (const auto* text = std::get_if<std::string_view>(&cell.value)) {
        lmsection::append_json_text(json, *text);
    } else if (std::holds_alternative<std::monostate>(cell.value)) {
        json += "null";
    } else {
        json += plain_text(cell);
    }
}

class Json : public RowWriter {
public:
    /// `as_lines`: JSONL.
    Json(const ColumnList& columns, Sink& sink, bool as_lines)
        : shown_(columns_for_scripts(columns)), sink_(sink), as_lines_(as_lines) {
        for (const std::size_t i : shown_) {
            keys_.push_back((keys_.empty() ? "" : ",") + lmsection::json_text(columns[i].name) +
                            ':');
        }
        if (!as_lines_) {
            sink_.write("[");
        }
    }

    void row(std::span<const Cell> cells) override {
        line_ = as_lines_ ? "{" : first_ ? "\n{" : ",\n{";
        for (std::size_t i = 0; i < shown_.size(); ++i) {
            line_ += keys_[i];
            append_value(line_, cells[shown_[i]]);
        }
        line_ += as_lines_ ? "}\n" : "}";
        sink_.write(line_);
        first_ = false;
    }

    void end() override {
        if (!as_lines_) {
            sink_.write(first_ ? "]\n" : "\n]\n");
        }
    }

private:
    std::vector<std::size_t> shown_;
    std::vector<std::string> keys_;    ///< each with its leading comma
    Sink& sink_;
    std::string line_;    ///< reused for its capacity
    bool as_lines_;
    bool first_ = true;
};

}    // namespace

std::unique_ptr<RowWriter> make_json(const ColumnList& columns, Sink& sink) {
    return std::make_unique<Json>(columns, sink, false);
}

std::unique_ptr<RowWriter> make_jsonl(const ColumnList& columns, Sink& sink) {
    return std::make_unique<Json>(columns, sink, true);
}

}    // namespace lmsection::cli
