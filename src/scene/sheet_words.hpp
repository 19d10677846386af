// The sentences of a sheet: title, subtitle, what stands out, how the classes were made, sources. All words of print live here.
#pragma once

#include <string>
#include <vector>

#include "scene/sheet.hpp"

namespace needsmap::scene {

/// The request's title, else the document's, else the layer's, else "Wards of Oxfordshire".
[[nodiscard]] std::string sheet_title(const SheetRequest& request);
/// What, where, when: "Children in poverty as % of children · wards in Oxfordshire · 2007/08".
[[nodiscard]] std::string sheet_subtitle(const SheetRequest& request);
/// A result's finding; else the three worst areas and the whole county: "Highest: Northfield Brook 41.2 %, …. Oxfordshire: 11.8 %." Empty without numbers.
[[nodiscard]] std::string sheet_lead(const SheetRequest& request);
/// Alternative text in sentences.
[[nodiscard]] std::string sheet_description(const SheetRequest& request);
/// What the colours mean, above the classes: "Children in poverty as % of children".
[[nodiscard]] std::string measure_words(const model::LayerDefinition& definition);
/// How the classes were made, with what had to be done differently; empty for categories, which nobody made out of numbers.
[[nodiscard]] std::string class_method_words(const Classification& classification, const std::string& areas);
/// Value with its unit as a reader says it: "11.8 %", "29.5 per 1,000", "21.4".
[[nodiscard]] std::string value_words(const model::LayerDefinition& definition, double value);
/// "wards": the geography's title as it stands inside a sentence.
[[nodiscard]] std::string areas_word(const model::Geography& geography);
/// Foot of the sheet: where the numbers, lines and services come from; and how to read them.
[[nodiscard]] std::vector<std::string> source_lines(const SheetRequest& request);
[[nodiscard]] std::vector<std::string> reading_lines(const SheetRequest& request);

}  // namespace needsmap::scene
