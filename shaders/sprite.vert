#version 330 core
// Glyphs and symbols from the atlas, placed on whole pixels.

layout(location = 0) in vec2 a_pixel;   // in the viewport, y down
layout(location = 1) in vec2 a_texel;
layout(location = 2) in vec4 a_colour;

uniform vec2 u_clip_per_pixel;
uniform vec2 u_per_texel;

out vec2 v_texture;
flat out vec4 v_colour;

void main()
{
    v_texture = a_texel * u_per_texel;
    v_colour = a_colour;
    gl_Position = vec4(a_pixel.x * u_clip_per_pixel.x - 1.0, 1.0 - a_pixel.y * u_clip_per_pixel.y, 0.0, 1.0);
}
