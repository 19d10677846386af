#version 330 core
// A colour and a pattern per class. The patterns are those of paper/patterns.cpp, in page millimetres.

flat in vec4 v_colour;
flat in int v_class;
out vec4 o_colour;

uniform vec4 u_pattern[33];          // kind (scene::Pattern), spacing and thickness in mm, unused
uniform vec4 u_pattern_colour[33];
uniform vec3 u_page_from_pixel;      // mm per pixel; the page's origin in pixels, y down
uniform float u_framebuffer_height;

// Share of a pixel's width within a line whose middle is `offset` away, all in pixels.
float line_share(float offset, float thickness)
{
    return max(0.0, min(offset + 0.5, thickness * 0.5) - max(offset - 0.5, -thickness * 0.5));
}

float distance_to_multiple(float value, float step)
{
    return abs(value - step * round(value / step));
}

float dot_share(vec2 page, float spacing, float thickness, float pixel_mm)
{
    float row = floor(page.y / spacing);
    float shift = mod(abs(row), 2.0) == 1.0 ? spacing * 0.5 : 0.0;
    float dx = distance_to_multiple(page.x - shift - spacing * 0.5, spacing);
    float dy = page.y - (row + 0.5) * spacing;
    return clamp(0.5 + (thickness * 0.5 - length(vec2(dx, dy))) / pixel_mm, 0.0, 1.0);
}

void main()
{
    vec4 pattern = u_pattern[v_class];
    float pixel_mm = u_page_from_pixel.x;
    vec2 page = (vec2(gl_FragCoord.x, u_framebuffer_height - gl_FragCoord.y) - u_page_from_pixel.yz) * pixel_mm;

    float thickness = pattern.z / pixel_mm;
    float rising = line_share(distance_to_multiple((page.x + page.y) * 0.70710678, pattern.y) / pixel_mm, thickness);
    float falling = line_share(distance_to_multiple((page.x - page.y) * 0.70710678, pattern.y) / pixel_mm, thickness);
    float covered = pattern.x < 0.5 ? 0.0
                  : pattern.x < 1.5 ? dot_share(page, pattern.y, pattern.z, pixel_mm)
                  : pattern.x < 3.5 ? rising
                                    : max(rising, falling);
    vec4 ink = u_pattern_colour[v_class];
    covered *= ink.a;
    o_colour = vec4(mix(v_colour.rgb, ink.rgb, covered), covered + v_colour.a * (1.0 - covered));
}
